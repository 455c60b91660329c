using MigrationGuard.Cli.Checking;
using MigrationGuard.Cli.Configuration;

namespace MigrationGuard.Cli.Rehearsals;

/// <summary>What the user asks of a rehearsal.</summary>
internal sealed record RehearsalRequest
{
    /// <summary>The migrations, and what is said of them.</summary>
    public required CheckRequest Migrations { get; init; }

    /// <summary>The database that is rehearsed.</summary>
    public required ConnectionSetting Connection { get; init; }

    /// <summary>The server that gets the scratch database; null for that of the database.</summary>
    public ConnectionSetting? Scratch { get; init; }

    /// <summary>Whether a server of its own is started on this machine.</summary>
    public bool Local { get; init; }

    /// <summary>The pg_dump to take; null to look for one.</summary>
    public string? Dump { get; init; }

    /// <summary>The application; null for all.</summary>
    public string? Service { get; init; }

    /// <summary>Manifests of live versions, as the user names the files.</summary>
    public IReadOnlyList<string> Manifests { get; init; } = [];

    /// <summary>The new version: a label of the ledger.</summary>
    public string? NewLabel { get; init; }

    /// <summary>The new version: a manifest.</summary>
    public string? NewManifest { get; init; }

    /// <summary>The command that migrates; null for the migrations themselves.</summary>
    public string? Command { get; init; }

    /// <summary>Variables that get the scratch connection besides the usual ones.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>How long the command may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(10);
}
