using MigrationGuard.Postgres.Guarding;
using MigrationGuard.Postgres.Judging.Witnessing;
using MigrationGuard.Proofs;
using Npgsql;

namespace MigrationGuard.Postgres.Judging;

/// <summary>The judge of a PostgreSQL database: the functions of schema <c>migration_guard</c>, installed or created for one transaction.</summary>
public sealed class PostgresJudge : IJudge
{
    private readonly JudgeSession _session;

    private PostgresJudge(JudgeSession session) => _session = session;

    /// <inheritdoc />
    public bool Installed => _session.Installed;

    /// <inheritdoc />
    public bool IsCurrent => _session.LedgerVersion is null or GuardSchema.Version;

    /// <summary>Begins the transaction of a judge.</summary>
    /// <param name="connection">An open connection; the judge closes it.</param>
    /// <param name="cancellation">Ends the query.</param>
    /// <exception cref="MigrationGuard.Servers.DatabaseException">The server refuses or is lost.</exception>
    public static async Task<PostgresJudge> BeginAsync(NpgsqlConnection connection, CancellationToken cancellation)
        => new(await JudgeSession.BeginAsync(connection, cancellation));

    /// <inheritdoc />
    public async Task<int> PublishAsync(string manifest, CancellationToken cancellation)
        => (await _session.ReadAsync("SELECT migration_guard.publish($1::jsonb)", [manifest], row => row.GetInt32(0), cancellation))[0];

    /// <inheritdoc />
    public async Task<string> FootprintAsync(int version, CancellationToken cancellation)
        => (await _session.ReadAsync("SELECT migration_guard.footprint($1)::text", [version], row => row.GetString(0), cancellation))[0];

    /// <inheritdoc />
    public Task<IReadOnlyList<AppVersion>> VersionsAsync(CancellationToken cancellation)
        => _session.ReadAsync(LedgerQueries.Versions, [], LedgerQueries.Version, cancellation);

    /// <inheritdoc />
    public async Task<IReadOnlyList<PublishedStatement>> StatementsAsync(int version, CancellationToken cancellation)
    {
        var uses = (await _session.ReadAsync(LedgerQueries.NamedObjects, [version], LedgerQueries.Use, cancellation)).ToLookup(use => use.Statement, use => use.Object);
        var statements = await _session.ReadAsync(LedgerQueries.StatementsOfVersion, [version], LedgerQueries.Statement, cancellation);
        return [.. statements.Select(statement => statement with { Uses = [.. uses[statement.Id]] })];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<UsedObject>> ClosureAsync(long statement, CancellationToken cancellation)
        => [.. (await _session.ReadAsync(LedgerQueries.Closure, [statement], LedgerQueries.Use, cancellation)).Select(use => use.Object)];

    /// <inheritdoc />
    public Task ChangeAsync(VersionChange change, CancellationToken cancellation) => _session.ReadAsync(
        "SELECT migration_guard.set_version_state($1, $2, $3, $4, $5)",
        [change.Service, change.Label, LedgerQueries.Word(change.State), change.WindowUntil?.ToUniversalTime(), change.Reason], _ => 0, cancellation);

    /// <inheritdoc />
    public async Task<Proof> ProveAsync(AppVersion version, CancellationToken cancellation)
    {
        var answers = (await _session.ReadAsync(LedgerQueries.Prove, [version.Id], LedgerQueries.Answer, cancellation)).ToDictionary(answer => answer.Statement);
        var statements = await StatementsAsync(version.Id, cancellation);
        return new Proof(version, [.. statements.Select(statement => LedgerQueries.Proof(statement, answers.GetValueOrDefault(statement.Id)))]);
    }

    /// <inheritdoc />
    public async Task<int> CompleteAsync(int version, CancellationToken cancellation)
        => (await _session.ReadAsync("SELECT migration_guard.complete($1)", [version], row => row.GetInt32(0), cancellation))[0];

    /// <inheritdoc />
    public async Task<Witness> WitnessAsync(AppVersion version, StatementProof proof, CancellationToken cancellation)
    {
        var source = new WitnessSource(_session);
        if (await source.StatementAsync(proof.Statement.Id, cancellation) is not { } probe)
        {
            return new Witness(null, "the statement was not planned when it was published");
        }

        var objects = await source.ObjectsAsync(proof.Statement.Id, cancellation);
        return new WitnessWriter(version, proof, probe).Write([.. objects[false]], [.. objects[true]]);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<StatementUse>> UsesAsync(string? schema, string relation, string? column, CancellationToken cancellation)
    {
        var found = await _session.ReadAsync(LedgerQueries.Uses, [schema, relation, column], row => (Version: row.GetInt32(0), Statement: row.GetInt64(1), How: row.GetString(2)), cancellation);
        var versions = (await VersionsAsync(cancellation)).ToDictionary(version => version.Id);
        var ids = found.Select(use => use.Statement).Distinct().ToArray();
        var statements = (await _session.ReadAsync(LedgerQueries.StatementsById, [ids], LedgerQueries.Statement, cancellation)).ToDictionary(statement => statement.Id);
        return [.. found.Select(use => new StatementUse(versions[use.Version], statements[use.Statement], use.How))];
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<TableUse>> TableUsesAsync(int version, CancellationToken cancellation)
        => _session.ReadAsync(LedgerQueries.TableUses, [version], LedgerQueries.TableUse, cancellation);

    /// <inheritdoc />
    public Task CommitAsync(CancellationToken cancellation) => _session.CommitAsync(cancellation);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _session.DisposeAsync();
}
