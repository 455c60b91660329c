using MigrationGuard.Mutations;
using MigrationGuard.Rehearsals;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Mutations;

/// <summary>Tries the breaking changes of a scratch database one by one, each in a transaction that is rolled back, and asks the guard's own judgement of every version in its ledger.</summary>
/// <param name="scratch">Connects to the scratch database, in which the versions are published.</param>
/// <param name="progress">Is told how far it is.</param>
public sealed class MutationAudit(string scratch, IProgress<RehearsalProgress> progress)
{
    private const string Versions = "UPDATE migration_guard.version AS v SET state = 'live' RETURNING v.service || ' ' || v.label, (SELECT count(*)::integer FROM migration_guard.statement AS s WHERE s.version = v.id)";

    // What the guard does at commit: what is locked was touched.
    private const string Judge = """
        WITH touched AS MATERIALIZED (
            SELECT 'pg_catalog.pg_class'::regclass::oid AS class, l.relation AS oid FROM pg_catalog.pg_locks AS l
            WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.relation >= 16384 AND l.mode IN ('ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
            UNION SELECT $1::oid, $2::oid
        ), judged AS MATERIALIZED (
            SELECT j.* FROM (SELECT pg_catalog.array_agg(t.class) AS classes, pg_catalog.array_agg(t.oid) AS objects FROM touched AS t) AS a, migration_guard.judge_objects(a.classes, a.objects, '{migration_guard_mutant}', $3, '1 min') AS j
        )
        SELECT v.service || ' ' || v.label, s.text, coalesce(j.message, j.cause), j.verdict = 'busy'
        FROM judged AS j JOIN migration_guard.version AS v ON v.id = j.version JOIN migration_guard.statement AS s ON s.id = j.statement
        ORDER BY j.verdict = 'busy', j.verdict <> 'fail', v.id, s.id LIMIT 1
        """;

    private sealed record Candidate(Mutation Mutation, uint Class, uint Object, bool Everything);

    /// <summary>The versions with the number of their statements.</summary>
    public IReadOnlyList<(string Name, int Statements)> Known { get; private set; } = [];

    /// <summary>Tries all.</summary>
    /// <exception cref="DatabaseException">The server refuses or is lost.</exception>
    public async Task<IReadOnlyList<TriedMutation>> RunAsync(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(scratch) { Pooling = false, CommandTimeout = 0, ApplicationName = "migrationguard audit" }.ConnectionString);
        await OpenAsync(connection, cancellation);
        Known = [.. (await PostgresRows.ReadAsync(connection, Versions, row => (row.GetString(0), row.GetInt32(1)), cancellation)).OrderBy(version => version.Item1, StringComparer.Ordinal)];
        await PostgresRows.RunAsync(connection, "SET search_path = pg_catalog, pg_temp; SET client_min_messages = error; SET jit = off; SET synchronous_commit = off", cancellation);
        var candidates = await PostgresRows.ReadAsync(connection, MutationQueries.All, Read, cancellation);
        var tried = new List<TriedMutation>(candidates.Count);
        foreach (var candidate in candidates)
        {
            progress.Report(new RehearsalProgress(tried.Count, candidates.Count, candidate.Mutation.ToString()));
            tried.Add(await TryAsync(connection, candidate, cancellation));
        }

        return tried;
    }

    private static async Task<TriedMutation> TryAsync(NpgsqlConnection connection, Candidate candidate, CancellationToken cancellation)
    {
        await PostgresRows.RunAsync(connection, "BEGIN", cancellation);
        try
        {
            await PostgresRows.RunAsync(connection, candidate.Mutation.Sql, cancellation);
            var found = await PostgresRows.ReadAsync(connection, Judge, row => (Version: row.GetString(0), Text: row.GetString(1), Why: row.IsDBNull(2) ? "" : row.GetString(2), Busy: row.GetBoolean(3)), cancellation,
                new NpgsqlParameter { Value = candidate.Class, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid }, new NpgsqlParameter { Value = candidate.Object, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid }, candidate.Everything);
            return found switch
            {
                [] => new(candidate.Mutation, MutationOutcome.Missed, null),
                [{ Busy: true } busy] => new(candidate.Mutation, MutationOutcome.Refused, $"the judge could not answer: {busy.Why}"),
                [var first, ..] => new(candidate.Mutation, MutationOutcome.Caught, $"{first.Version}: {Short(first.Text)}: {first.Why}"),
            };
        }
        catch (DatabaseException refusal) when (!refusal.IsConnectionLost)
        {
            return new(candidate.Mutation, MutationOutcome.Refused, refusal.Message);
        }
        finally
        {
            await PostgresRows.RunAsync(connection, "ROLLBACK", CancellationToken.None);
        }
    }

    private static Candidate Read(NpgsqlDataReader row) => new(
        new Mutation(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3)) { OfRelation = row.GetBoolean(6) },
        row.GetFieldValue<uint>(4),
        row.GetFieldValue<uint>(5),
        row.GetBoolean(7));

    private static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 80 ? line[..79] + "…" : line;
    }

    private static async Task OpenAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        try
        {
            await connection.OpenAsync(cancellation);
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }
}
