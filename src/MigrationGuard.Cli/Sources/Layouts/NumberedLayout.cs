using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>Files that begin with a number or timestamp: <c>001_name.sql</c>, <c>2024-01-31_name.sql</c>, <c>1.2.0.sql</c>.</summary>
internal sealed class NumberedLayout : Layout
{
    /// <inheritdoc />
    public override string Name => "numbered files";

    /// <inheritdoc />
    public override Wrapping Wrapping => Wrapping.Script;

    /// <inheritdoc />
    public override Placement? Place(SourceFile file)
    {
        var (version, rest) = VersionedName.Split(file.BareName);
        return version.Length == 0 ? null : new Placement(file.Directory, version, rest);
    }

    /// <inheritdoc />
    public override Wrapping WrappingOf(string text, string? companion) => FirstLineSays(text, "no-transaction") ? Wrapping.Batch : Wrapping;
}
