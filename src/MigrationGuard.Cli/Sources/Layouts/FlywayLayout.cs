using System.Buffers;
using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>Flyway, and Evolve with the same names: <c>V1_2__name.sql</c>, <c>R__name.sql</c> after all of them, <c>U1_2__name.sql</c> to undo.</summary>
internal sealed class FlywayLayout : Layout
{
    private static readonly SearchValues<char> VersionCharacters = SearchValues.Create("0123456789._");

    /// <inheritdoc />
    public override string Name => "Flyway";

    // https://documentation.red-gate.com/flyway/flyway-concepts/migrations/migration-transaction-handling
    /// <inheritdoc />
    public override Wrapping Wrapping => Wrapping.Detected;

    /// <inheritdoc />
    public override bool Nests => true;

    /// <inheritdoc />
    public override Placement? Place(SourceFile file)
    {
        var name = file.BareName;
        var separator = name.IndexOf("__", StringComparison.Ordinal);
        if (separator < 1 || name[0] is not ('V' or 'U' or 'B' or 'R'))
        {
            return null;
        }

        var version = name[1..separator];
        var rest = name[(separator + 2)..];
        return name[0] == 'R' ? version.Length > 0 ? null : new Placement(file.Directory, "", rest) { Stage = 1 }
            : !IsVersion(version) ? null
            : new Placement(file.Directory, version, rest) { Direction = name[0] == 'U' ? Direction.Down : Direction.Up };
    }

    /// <inheritdoc />
    public override string CompanionOf(SourceFile file) => file.Name + ".conf";

    /// <inheritdoc />
    public override Wrapping WrappingOf(string text, string? companion)
        => FirstLineSays(text, "evolve-tx-off") || ConfigurationLines.Value(companion, "executeInTransaction") is "false" ? Wrapping.Statements : Wrapping;

    private static bool IsVersion(string version)
        => version.Length > 0 && char.IsAsciiDigit(version[0]) && !version.AsSpan().ContainsAnyExcept(VersionCharacters);
}
