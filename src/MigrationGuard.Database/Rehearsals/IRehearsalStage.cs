using MigrationGuard.Execution;
using MigrationGuard.Manifests;
using MigrationGuard.Operations;
using MigrationGuard.Snapshots;

namespace MigrationGuard.Rehearsals;

/// <summary>
/// A scratch copy of a database in which migrations are tried; disposing removes it. Every method throws <c>DatabaseException</c> when the server is lost.
/// </summary>
public interface IRehearsalStage : IAsyncDisposable
{
    /// <summary>The name of the scratch database.</summary>
    string Name { get; }

    /// <summary>The server, for people.</summary>
    string Server { get; }

    /// <summary>The tables that were there when <see cref="FillAsync"/> looked.</summary>
    IReadOnlyCollection<ObjectName> LiveTables { get; }

    /// <summary>Runs the statements of migrations that are in the schema already, without a trace.</summary>
    /// <returns>What was refused; null when everything ran.</returns>
    Task<StepFailure?> ReplayAsync(MigrationStep step, CancellationToken cancellation);

    /// <summary>Makes a few rows for every table, so that scans and rewrites show, and looks at the schema from which the rehearsal begins.</summary>
    /// <returns>The tables that got none, with the reason.</returns>
    Task<IReadOnlyList<string>> FillAsync(CancellationToken cancellation);

    /// <summary>Runs a step, commits it and tells what the server did.</summary>
    Task<StepTrace> RunAsync(MigrationStep step, CancellationToken cancellation);

    /// <summary>Runs work that connects by itself and tells what the server did, a trace per transaction and one of what was seen besides.</summary>
    /// <param name="name">The work, for people.</param>
    /// <param name="work">Gives why it failed, or null.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<IReadOnlyList<StepTrace>> RunOutsideAsync(string name, Func<CancellationToken, Task<string?>> work, CancellationToken cancellation);

    /// <summary>The schema as it is.</summary>
    Task<SchemaSnapshot> ReadSchemaAsync(CancellationToken cancellation);

    /// <summary>Makes a version known to the stage; without a record of how it worked, it is recorded on the schema as it is.</summary>
    /// <returns>Why it cannot be proved here; null when it can.</returns>
    Task<string?> AddVersionAsync(StatementManifest manifest, CancellationToken cancellation);

    /// <summary>Proves the versions on the schema as it is.</summary>
    Task<IReadOnlyList<VersionProof>> ProveAsync(CancellationToken cancellation);

    /// <summary>Proves a version that is not live yet on the schema as it is.</summary>
    Task<VersionProof> ProveNewAsync(StatementManifest manifest, CancellationToken cancellation);

    /// <summary>What a client gets that names its columns and uses every relation that was there at the beginning; only what is worse than the last time.</summary>
    Task<VersionProof> ProveAnyClientAsync(CancellationToken cancellation);
}
