namespace MigrationGuard.Proofs;

/// <summary>
/// The judge of one database, in one transaction. What was stored counts once <see cref="CommitAsync"/> returned; disposing without it leaves nothing.
/// Every method throws <c>DatabaseException</c> when the server refuses or is lost.
/// </summary>
public interface IJudge : IAsyncDisposable
{
    /// <summary>Whether the database has a ledger of its own; without one everything is forgotten at the end of the transaction.</summary>
    bool Installed { get; }

    /// <summary>Whether the ledger is of the version that this judge knows; true where there is none.</summary>
    bool IsCurrent { get; }

    /// <summary>Stores a manifest with the footprint of its statements, and returns the version's id.</summary>
    /// <param name="manifest">The manifest as JSON (docs/schemas/manifest.schema.json); with a member <c>footprint</c> that one counts, else it is taken here.</param>
    /// <param name="cancellation">Ends the query.</param>
    Task<int> PublishAsync(string manifest, CancellationToken cancellation);

    /// <summary>The footprint of a version as JSON, to be carried to another database.</summary>
    Task<string> FootprintAsync(int version, CancellationToken cancellation);

    /// <summary>All versions, by service and then from old to new.</summary>
    Task<IReadOnlyList<AppVersion>> VersionsAsync(CancellationToken cancellation);

    /// <summary>The statements of a version with what they use, in the order of publishing.</summary>
    Task<IReadOnlyList<PublishedStatement>> StatementsAsync(int version, CancellationToken cancellation);

    /// <summary>Everything that the behaviour of a statement depends on, in the order of kind and name.</summary>
    Task<IReadOnlyList<UsedObject>> ClosureAsync(long statement, CancellationToken cancellation);

    /// <summary>Changes the state of a version.</summary>
    Task ChangeAsync(VersionChange change, CancellationToken cancellation);

    /// <summary>Asks the database whether every statement of a version still works. No statement is executed.</summary>
    Task<Proof> ProveAsync(AppVersion version, CancellationToken cancellation);

    /// <summary>
    /// Records the new version of a release that is being verified on the schema as it is, if some of its statements could not be recorded when they were published
    /// because the schema was not made yet; says how many those were. Any other version is left alone.
    /// </summary>
    Task<int> CompleteAsync(int version, CancellationToken cancellation);

    /// <summary>The script that shows a failure of a statement, built from what was recorded and what is there now.</summary>
    Task<Witness> WitnessAsync(AppVersion version, StatementProof proof, CancellationToken cancellation);

    /// <summary>The statements that use a table or one of its columns.</summary>
    /// <param name="schema">The schema; null for any.</param>
    /// <param name="relation">The table, without quotes.</param>
    /// <param name="column">The column, without quotes; null for the whole table.</param>
    /// <param name="cancellation">Ends the query.</param>
    Task<IReadOnlyList<StatementUse>> UsesAsync(string? schema, string relation, string? column, CancellationToken cancellation);

    /// <summary>The tables that the statements of a version use, each followed by its columns that they need; in the order of names.</summary>
    Task<IReadOnlyList<TableUse>> TableUsesAsync(int version, CancellationToken cancellation);

    /// <summary>Makes what was stored count.</summary>
    Task CommitAsync(CancellationToken cancellation);
}
