using MigrationGuard.Backfills;
using MigrationGuard.Execution;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>Reads and writes what is stored of backfills, on a session of the caller and in its transaction.</summary>
internal sealed class BackfillStore(StepSession session)
{
    // Any number that nobody else is likely to use; the second one is the backfill's. The server gives the lock back when the session ends, not when its client dies.
    private const int Class = 730987451;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const string Columns = """
        b.id, b.name, b.definition::text, b.state, b.why, b.holder, b.token, b.pass, b.segment, b.walk, b.last, b.until, b.units, b.pass_rows, b.rows, b.size, b.place,
        b.share, b.rate, b.remaining, b.started_at, b.updated_at
        """;

    private const string Runner = """
        SELECT a.pid, coalesce(a.application_name, ''), a.usename::text, a.state, extract(epoch FROM clock_timestamp() - a.query_start)::double precision,
            nullif(nullif(a.query, ''), '<insufficient privilege>')
        FROM pg_catalog.pg_locks AS l JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
        WHERE l.locktype = 'advisory' AND l.granted AND l.classid::bigint = $1 AND l.objid::bigint = $2 AND l.objsubid = 2
            AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database())
        """;

    /// <summary>All.</summary>
    public Task<List<BackfillRow>> AllAsync(CancellationToken cancellation) =>
        session.ReadAsync($"SELECT {Columns} FROM migration_guard_backfill.backfill AS b ORDER BY b.id", Read, cancellation);

    /// <summary>The one of a name; null when there is none.</summary>
    public async Task<BackfillRow?> FindAsync(string name, CancellationToken cancellation) =>
        await session.ReadAsync($"SELECT {Columns} FROM migration_guard_backfill.backfill AS b WHERE b.name = $1", Read, cancellation, name) is [var row] ? row : null;

    /// <summary>Begins one, or begins one of that name anew.</summary>
    public Task BeginAsync(string name, BackfillDefinition definition, CancellationToken cancellation) => session.RunAsync(
        """
        WITH begun AS (
            INSERT INTO migration_guard_backfill.backfill AS b (name, definition) VALUES ($1, $2::text::jsonb)
            ON CONFLICT (name) DO UPDATE SET definition = excluded.definition, state = 'running', why = NULL, pass = 1, segment = NULL, walk = NULL, last = NULL, until = NULL, units = 0,
                pass_rows = 0, rows = 0, size = 0, place = NULL, share = 0, rate = 0, remaining = NULL, started_at = now(), updated_at = now()
            RETURNING b.id)
        DELETE FROM migration_guard_backfill.skipped AS s USING begun WHERE s.backfill = begun.id
        """,
        cancellation,
        name,
        DefinitionText.Write(definition));

    /// <summary>Makes the session the only one that runs it, until it ends; false when another one does.</summary>
    public async Task<bool> TryBecomeOnlyAsync(int id, CancellationToken cancellation) =>
        (await session.ReadAsync("SELECT pg_try_advisory_lock($1, $2)", row => row.GetBoolean(0), cancellation, Class, id))[0];

    /// <summary>Ends a session. What comes next need not wait until the server has noticed.</summary>
    public static async ValueTask CloseAsync(StepSession session)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await session.RunAsync("SELECT pg_advisory_unlock_all()", limit.Token);
        }
        catch (Exception exception) when (exception is DatabaseException or OperationCanceledException)
        {
            // The session is lost, and its locks with it as soon as the server notices.
        }
        finally
        {
            await session.DisposeAsync();
        }
    }

    /// <summary>The session that runs it; null when none does.</summary>
    public async Task<BlockingSession?> RunnerAsync(int id, CancellationToken cancellation) =>
        await session.ReadAsync(Runner, Sessions.Read, cancellation, (long)Class, (long)id) is [var found, ..] ? found : null;

    /// <summary>Takes it over: what another one still does under an older token is not stored.</summary>
    public async Task<long> TakeAsync(int id, string holder, CancellationToken cancellation) => (await session.ReadAsync(
        "UPDATE migration_guard_backfill.backfill SET token = token + 1, holder = $2, state = 'running', why = NULL, updated_at = clock_timestamp() WHERE id = $1 RETURNING token",
        row => row.GetInt64(0),
        cancellation,
        id,
        holder))[0];

    /// <summary>Locks it for the transaction of a batch, and says in which state and under which token it is; null when it was deleted.</summary>
    // Estimates for ranges of composite keys are poor; a plan that reads the whole table for every batch is the one not to have.
    public async Task<(BackfillState State, long Token, string? Why)?> LockAsync(int id, CancellationToken cancellation) => await session.ReadAsync(
        "SELECT state, token, why, set_config('enable_seqscan', 'off', true) FROM migration_guard_backfill.backfill WHERE id = $1 FOR UPDATE",
        row => (State(row.GetString(0)), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetString(2)),
        cancellation,
        id) is [var found] ? found : null;

    /// <summary>Stores how far it is.</summary>
    public Task SaveAsync(int id, Position position, Standing standing, CancellationToken cancellation) => session.RunAsync(
        """
        UPDATE migration_guard_backfill.backfill SET pass = $2, segment = $3::text, walk = $4::text, last = $5::text[], until = $6::text[], units = $7, pass_rows = $8,
            rows = rows + $9, size = $10, place = $11::text, share = $12, rate = $13, remaining = $14::interval, why = NULL, updated_at = clock_timestamp()
        WHERE id = $1
        """,
        cancellation,
        id,
        position.Pass,
        position.Segment,
        position.Walk,
        position.Last,
        position.Until,
        position.Units,
        position.PassRows,
        standing.NewRows,
        standing.Size,
        standing.Place,
        standing.Share,
        standing.Rate,
        standing.Remaining);

    /// <summary>Stores a state and why, where nobody else took it over and nobody paused or cancelled it.</summary>
    public Task EndAsync((int Id, long Token) of, BackfillState state, string? why, CancellationToken cancellation) => session.RunAsync(
        "UPDATE migration_guard_backfill.backfill SET state = $3, why = $4::text, share = CASE $3 WHEN 'done' THEN 1 ELSE share END, remaining = NULL, updated_at = clock_timestamp() WHERE id = $1 AND token = $2 AND state = 'running'",
        cancellation,
        of.Id,
        of.Token,
        Word(state),
        why);

    /// <summary>Stores what it waits for.</summary>
    public Task NoteAsync((int Id, long Token) of, string? why, CancellationToken cancellation) => session.RunAsync(
        "UPDATE migration_guard_backfill.backfill SET why = $3::text, updated_at = clock_timestamp() WHERE id = $1 AND token = $2 AND state = 'running'", cancellation, of.Id, of.Token, why);

    /// <summary>Stores what somebody wants, where it is not over.</summary>
    public Task AskAsync(int id, BackfillState state, string why, CancellationToken cancellation) => session.RunAsync(
        "UPDATE migration_guard_backfill.backfill SET state = $2, why = $3::text, updated_at = clock_timestamp() WHERE id = $1 AND state IN ('running', 'paused', 'stopped')",
        cancellation,
        id,
        Word(state),
        why);

    /// <summary>Stores a state as a word.</summary>
    public static string Word(BackfillState state) => state.ToString().ToLowerInvariant();

    private static BackfillState State(string word) => Enum.Parse<BackfillState>(word, ignoreCase: true);

    private static BackfillRow Read(NpgsqlDataReader row)
    {
        var definition = DefinitionText.Read(row.GetString(2));
        return new BackfillRow
        {
            Id = row.GetInt32(0),
            Definition = definition,
            Position = new Position(row.GetInt32(7), Text(row, 8), Text(row, 9), Texts(row, 10), Texts(row, 11), row.GetInt64(12), row.GetInt64(13)),
            Status = new BackfillStatus
            {
                Name = row.GetString(1),
                Sql = definition.Sql,
                State = State(row.GetString(3)),
                Why = Text(row, 4),
                Holder = Text(row, 5),
                Token = row.GetInt64(6),
                Pass = row.GetInt32(7),
                Rows = row.GetInt64(14),
                Size = row.GetInt32(15),
                Last = Text(row, 16),
                Share = row.GetDouble(17),
                Rate = row.GetDouble(18),
                Remaining = row.IsDBNull(19) ? null : row.GetTimeSpan(19),
                StartedAt = row.GetFieldValue<DateTimeOffset>(20),
                UpdatedAt = row.GetFieldValue<DateTimeOffset>(21),
            },
        };
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static string[]? Texts(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<string[]>(column);
}
