using MigrationGuard.Execution;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Execution;

/// <summary>Other sessions of the server.</summary>
internal static class Sessions
{
    // Any number that nobody else is likely to use. Whoever runs a step has it; the server takes it back when the session ends, not when its client dies.
    private const long Mutex = 7309874512663021063;

    private const string Columns = """
        a.pid, coalesce(a.application_name, ''), a.usename::text, a.state, extract(epoch FROM clock_timestamp() - a.query_start)::double precision,
            nullif(nullif(a.query, ''), '<insufficient privilege>')
        """;

    private const string Blocking = $"""
        SELECT {Columns} FROM unnest(pg_blocking_pids($1)) AS b (pid) JOIN pg_stat_activity AS a ON a.pid = b.pid ORDER BY a.query_start, a.pid
        """;

    // Sessions of the same token that are idle are just ending.
    private const string Running = $"""
        SELECT {Columns} FROM pg_stat_activity AS a
        WHERE a.pid <> pg_backend_pid() AND a.datname = current_database() AND (
            (a.application_name LIKE $1 || '%' AND (a.state IS DISTINCT FROM 'idle' OR a.application_name <> $2))
            OR EXISTS (SELECT FROM pg_locks AS l WHERE l.pid = a.pid AND l.locktype = 'advisory' AND l.granted AND l.database = a.datid
                AND l.classid::bigint << 32 | l.objid::bigint = $3 AND l.objsubid = 1))
        ORDER BY a.query_start, a.pid
        """;

    /// <summary>Makes the session the only one that runs steps, until it ends; false when another one does.</summary>
    public static async Task<bool> TryBecomeOnlyAsync(StepSession session, CancellationToken cancellation) =>
        (await session.ReadAsync("SELECT pg_try_advisory_lock($1)", row => row.GetBoolean(0), cancellation, Mutex))[0];

    /// <summary>Who else runs a step in this database.</summary>
    public static Task<List<BlockingSession>> RunningAsync(StepSession session, string name, CancellationToken cancellation) =>
        session.ReadAsync(Running, Read, cancellation, StepSession.Prefix, name, Mutex);

    /// <summary>Runs something and watches, from another session, whom it waits for; gives the last ones that were seen.</summary>
    public static async Task WatchAsync(StepSession session, Func<CancellationToken, Task<StepSession>> open, (TimeSpan Every, List<BlockingSession> Seen) watch, Func<Task> work)
    {
        using var ended = new CancellationTokenSource();
        var watching = LookAsync(session.ProcessId, open, watch, ended.Token);
        try
        {
            await work();
        }
        finally
        {
            await ended.CancelAsync();
            await watching;
        }
    }

    // Who cannot look says nothing: the step does not depend on it.
    private static async Task LookAsync(int processId, Func<CancellationToken, Task<StepSession>> open, (TimeSpan Every, List<BlockingSession> Seen) watch, CancellationToken ended)
    {
        try
        {
            await Task.Delay(watch.Every, ended);
            await using var session = await open(ended);
            while (true)
            {
                if (await session.ReadAsync(Blocking, Read, ended, processId) is { Count: > 0 } seen)
                {
                    watch.Seen.Clear();
                    watch.Seen.AddRange(seen);
                }

                await Task.Delay(watch.Every, ended);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or DatabaseException)
        {
            return;
        }
    }

    /// <summary>A session of a row with the columns of these queries.</summary>
    public static BlockingSession Read(NpgsqlDataReader row) => new(
        row.GetInt32(0),
        row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.IsDBNull(4) ? null : TimeSpan.FromSeconds(Math.Max(0, row.GetDouble(4))),
        row.IsDBNull(5) ? null : row.GetString(5));
}
