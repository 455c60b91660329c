using System.Globalization;
using System.Text.Json;
using MigrationGuard.Execution;
using MigrationGuard.Ledgers;
using MigrationGuard.Servers;
using MigrationGuard.Snapshots;
using Npgsql;

namespace MigrationGuard.Postgres.Execution;

/// <summary>What the database knows of the steps of one plan, through a session.</summary>
/// <param name="session">The session.</param>
/// <param name="key">The plan.</param>
/// <param name="lease">The right to write.</param>
internal sealed class StepLedger(StepSession session, (string Release, string Phase) key, Lease lease)
{
    private const string LostLease = "MG005";

    private const string Query = """
        SELECT s.number, s.file, s.line, s.file_digest, s.done, s.before, s.after FROM migration_guard.step AS s WHERE s.release = $1 AND s.phase = $2 ORDER BY s.number
        """;

    private const string Youngest = "SELECT l.token, l.holder, l.expires_at > clock_timestamp() FROM migration_guard.lease AS l";

    /// <summary>The records of a plan, by number.</summary>
    /// <exception cref="DatabaseException">The server is lost, or has no ledger of this version.</exception>
    public static async Task<IReadOnlyList<StepRecord>> ReadAsync(StepSession session, (string Release, string Phase) key, CancellationToken cancellation)
    {
        try
        {
            return await session.ReadAsync(Query, Record, cancellation, key.Release, key.Phase);
        }
        catch (DatabaseException missing) when (missing.SqlState is "42P01" or "3F000")
        {
            throw new DatabaseException("there is no guard of this version in the database, and what was done is recorded in it", missing.SqlState, missing.InnerException) { Hint = "Run 'migrationguard guard install'." };
        }
    }

    /// <summary>The record of a step; null when it was not begun.</summary>
    public async Task<StepRecord?> FindAsync(int number, CancellationToken cancellation) => (await ReadAsync(session, key, cancellation)).FirstOrDefault(record => record.Number == number);

    /// <summary>Sees that the lease is the youngest and counts, without keeping anybody from renewing or taking it.</summary>
    /// <exception cref="LeaseLostException">It does not count.</exception>
    public async Task RequireLeaseAsync(CancellationToken cancellation)
    {
        var found = await session.ReadAsync(Youngest, row => (Token: row.GetInt64(0), Holder: row.IsDBNull(1) ? null : row.GetString(1), Counts: row.GetBoolean(2)), cancellation);
        if (found is not [var youngest] || youngest.Token != lease.Token || youngest.Holder is null || !youngest.Counts)
        {
            throw new LeaseLostException(lease, found is [var other] && other.Token != lease.Token ? other.Holder : null);
        }
    }

    /// <summary>Writes down that a step is begun or done. From here to the end of the transaction nobody takes the lease.</summary>
    /// <exception cref="LeaseLostException">The lease does not count any more; nothing is written.</exception>
    public async Task NoteAsync(StepRecord record, string digest, CancellationToken cancellation)
    {
        var note = JsonSerializer.Serialize(new
        {
            release = key.Release,
            phase = key.Phase,
            number = record.Number,
            file = record.File,
            line = record.Line,
            file_digest = record.FileDigest,
            digest,
            done = record.IsDone,
            before = record.Before,
            after = record.After,
        });
        await UnderLeaseAsync("SELECT migration_guard.note_step($1, $2::jsonb)", cancellation, lease.Token, note);
    }

    /// <summary>Takes back that a step is begun, because it is known that nothing of it happened.</summary>
    /// <exception cref="LeaseLostException">The lease does not count any more.</exception>
    public Task ForgetAsync(int number, CancellationToken cancellation) =>
        UnderLeaseAsync("SELECT migration_guard.forget_step($1, $2, $3, $4)", cancellation, lease.Token, key.Release, key.Phase, number);

    /// <summary>The fingerprint of the schema, as the session sees it.</summary>
    public async Task<string> FingerprintAsync(CancellationToken cancellation) => await FingerprintAsync(session, cancellation);

    /// <summary>The fingerprint of the schema, as a session sees it.</summary>
    public static async Task<string> FingerprintAsync(StepSession session, CancellationToken cancellation)
    {
        var objects = await session.ReadAsync("SELECT s.kind, s.identity, s.facts::text FROM migration_guard.snapshot() AS s", Object, cancellation);
        return new SchemaSnapshot(objects).Fingerprint.Value;
    }

    private async Task UnderLeaseAsync(string sql, CancellationToken cancellation, params object?[] parameters)
    {
        try
        {
            await session.RunAsync(sql, cancellation, parameters);
        }
        catch (DatabaseException refused) when (refused.SqlState == LostLease)
        {
            var lostTo = string.Create(CultureInfo.InvariantCulture, $"lease {lease.Token} is lost to ");
            throw new LeaseLostException(lease, refused.Message.StartsWith(lostTo, StringComparison.Ordinal) ? refused.Message[lostTo.Length..] : null);
        }
    }

    private static StepRecord Record(NpgsqlDataReader row) => new(row.GetInt32(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetBoolean(4))
    {
        Before = row.IsDBNull(5) ? null : row.GetString(5),
        After = row.IsDBNull(6) ? null : row.GetString(6),
    };

    private static SchemaObject Object(NpgsqlDataReader row)
    {
        using var facts = JsonDocument.Parse(row.GetString(2));
        return new SchemaObject(row.GetString(0), row.GetString(1), facts.RootElement);
    }
}
