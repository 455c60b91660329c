using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>DbUp as its documentation names scripts: <c>Script0001 - name.sql</c>.</summary>
internal sealed class DbUpLayout : Layout
{
    /// <inheritdoc />
    public override string Name => "DbUp";

    // WithoutTransaction is the default: https://dbup.readthedocs.io/en/latest/more-info/transactions/
    /// <inheritdoc />
    public override Wrapping Wrapping => Wrapping.Statements;

    /// <inheritdoc />
    public override bool VersionIdentifies => false;

    /// <inheritdoc />
    public override Placement? Place(SourceFile file)
    {
        var name = file.BareName;
        if (!name.StartsWith("Script", StringComparison.OrdinalIgnoreCase) || name.Length == 6 || !char.IsAsciiDigit(name[6]))
        {
            return null;
        }

        var (version, rest) = VersionedName.Split(name[6..]);
        return new Placement(file.Directory, version, rest);
    }
}
