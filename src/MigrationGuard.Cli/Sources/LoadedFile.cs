using MigrationGuard.Cli.Sources.Layouts;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Sources;

/// <summary>A file that was read.</summary>
/// <param name="Placed">Its place in the history.</param>
/// <param name="Text">Its text; empty when there was a problem.</param>
internal sealed record LoadedFile(PlacedFile Placed, string Text)
{
    /// <summary>What the user should know about its encoding.</summary>
    public string? Note { get; init; }

    /// <summary>What kept it from being read.</summary>
    public Problem? Problem { get; init; }

    /// <summary>The parts that one run executes: one, unless the tool keeps both directions in a file.</summary>
    public IReadOnlyList<Section> Sections { get; init; } = [];

    /// <summary>The tool whose marks divide the file, or null.</summary>
    public string? MarkedBy { get; init; }

    /// <summary>The product that the text looks like.</summary>
    public DialectSigns Signs { get; init; }
}
