using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>What a file's path says about its place in a history.</summary>
/// <param name="Root">The folder that holds the history, as shown.</param>
/// <param name="Version">The version as written; empty when there is none.</param>
/// <param name="Name">The readable name.</param>
internal sealed record Placement(string Root, string Version, string Name)
{
    /// <summary>The place among the other migrations of the history.</summary>
    public HistoryPlace InHistory => new(Stage, Version, Name);

    /// <summary>Up, or the script that undoes it.</summary>
    public Direction Direction { get; init; }

    /// <summary>Orders before the version: repeatable scripts and the folders of grate run in stages.</summary>
    public int Stage { get; init; }

    /// <summary>The product that the file name names (<c>x.postgres.up.sql</c>), in lower case; null when it names none.</summary>
    public string? Product { get; init; }

    /// <summary>Whether the file name switches the transaction off (<c>x.autocommit.up.sql</c>).</summary>
    public bool Autocommit { get; init; }
}
