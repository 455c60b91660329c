using System.Text;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Tombstones;

/// <summary>
/// Reads the server's log through SQL, as far as the role may. Each look provokes an error of its own and goes on reading until it is in the log: without it nothing that comes
/// from the log would prove that errors get there.
/// </summary>
/// <param name="session">A session without a transaction.</param>
/// <param name="time">The clock.</param>
internal sealed class ServerLog(StepSession session, TimeProvider time)
{
    private const int Chunk = 4 * 1024 * 1024;

    // https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-GENFILE
    private const string Files = """
        SELECT l.name, l.size, l.modification FROM pg_catalog.pg_ls_logdir() AS l WHERE l.name LIKE '%.json' ORDER BY l.modification, l.name
        """;

    private const string Settings = """
        SELECT current_setting('logging_collector') = 'on', current_setting('log_destination') LIKE '%jsonlog%', current_setting('log_min_messages') IN ('log', 'fatal', 'panic'), current_user::text,
            current_database()::text, (SELECT string_agg(coalesce(s.setrole::regrole::text, 'a database'), ', ') FROM pg_catalog.pg_db_role_setting AS s, unnest(s.setconfig) AS c
                WHERE c ~ '^log_min_messages=(log|fatal|panic)$' AND s.setdatabase IN (0, (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database())))
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static readonly byte[][] States = ["\"42501\""u8.ToArray(), "\"42703\""u8.ToArray(), "\"42P01\""u8.ToArray(), "\"42883\""u8.ToArray()];

    /// <summary>The end of the log as it is; what follows is read. Else why it cannot be.</summary>
    public async Task<(LogPlace? Place, string? Why)> EndAsync(CancellationToken cancellation)
    {
        try
        {
            if ((await ExamineAsync(cancellation)).Why is { } why)
            {
                return (null, why);
            }

            var start = await PlaceAsync(cancellation);
            var (_, _, unread) = await ReadAsync(start, cancellation);
            return unread is null ? (start, null) : (null, unread);
        }
        catch (DatabaseException refused) when (refused.SqlState is "42501")
        {
            return (null, await RightsAsync(cancellation));
        }
    }

    /// <summary>The errors behind a place, of the classes that a hidden object causes, and the place behind them; or why they are not known, in which case the place stays.</summary>
    public async Task<(IReadOnlyList<LogLine> Lines, LogPlace Place, string? Why)> ReadAsync(LogPlace from, CancellationToken cancellation)
    {
        try
        {
            var (database, why) = await ExamineAsync(cancellation);
            if (why is not null)
            {
                return ([], from, why);
            }

            var canary = $"migrationguard_looks_{Guid.NewGuid():N}";
            await ProvokeAsync(canary, cancellation);
            var lines = new List<LogLine>();
            var place = from;
            for (var began = time.GetTimestamp(); ;)
            {
                (place, var more) = await FurtherAsync(place, database, cancellation);
                lines.AddRange(more.Where(line => !line.Message.Contains("migrationguard_looks_", StringComparison.Ordinal)));
                if (more.Exists(line => line.Message.Contains(canary, StringComparison.Ordinal)))
                {
                    return (lines, place, null);
                }

                if (time.GetElapsedTime(began) > Patience)
                {
                    return ([], from, "an error that was made to be seen did not come into the server's log");
                }

                await Task.Delay(Pause, time, cancellation);
            }
        }
        catch (DatabaseException refused) when (refused.SqlState is "42501")
        {
            return ([], from, await RightsAsync(cancellation));
        }
    }

    /// <summary>Why lines may be lost between two looks; null where none can be.</summary>
    public async Task<string?> LostAsync(LogPlace from, CancellationToken cancellation)
    {
        var files = (await ListAsync(cancellation)).ToDictionary(file => file.Name, file => file.Size, StringComparer.Ordinal);
        return from.Newest is { } newest && !files.ContainsKey(newest) ? $"the server's log file {newest} was removed before it was read to its end"
            : from.Files.FirstOrDefault(file => files.TryGetValue(file.Key, out var size) && size < file.Value).Key is { } cut ? $"the server's log file {cut} was begun anew before it was read to its end" : null;
    }

    private async Task<LogPlace> PlaceAsync(CancellationToken cancellation)
    {
        var files = await ListAsync(cancellation);
        return new(files.ToDictionary(file => file.Name, file => file.Size, StringComparer.Ordinal), files.LastOrDefault().Name);
    }

    private Task<List<(string Name, long Size)>> ListAsync(CancellationToken cancellation) => session.ReadAsync(Files, row => (row.GetString(0), row.GetInt64(1)), cancellation);

    private async Task<(string Database, string? Why)> ExamineAsync(CancellationToken cancellation)
    {
        var (collects, writes, hides, database, roles) = (await session.ReadAsync(Settings, row => (row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2), row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5)), cancellation))[0];
        return (database, (collects, writes, hides, roles) switch
        {
            (false, _, _, _) => "the server keeps no log files: set logging_collector = on (a restart) and log_destination = 'jsonlog'",
            (_, false, _, _) => "the server's log is not in a form that can be read: add jsonlog to log_destination and reload",
            (_, _, true, _) => "the server's log leaves out errors: set log_min_messages to error or less",
            (_, _, _, { } some) => $"the server's log leaves out errors of {some}, by ALTER ROLE or ALTER DATABASE … SET log_min_messages",
            _ => null,
        });
    }

    private async Task ProvokeAsync(string canary, CancellationToken cancellation)
    {
        try
        {
            await session.RunAsync($"SELECT {canary}", cancellation);
        }
        catch (DatabaseException expected) when (expected.SqlState == "42703")
        {
            return;
        }
    }

    private async Task<(LogPlace Place, List<LogLine> Lines)> FurtherAsync(LogPlace from, string database, CancellationToken cancellation)
    {
        var files = await ListAsync(cancellation);
        var read = new Dictionary<string, long>(StringComparer.Ordinal);
        var lines = new List<LogLine>();
        foreach (var (name, size) in files)
        {
            var offset = from.Files.TryGetValue(name, out var known) && known <= size ? known : 0;
            while (offset < size && await ChunkAsync(name, offset, cancellation) is { Length: > 0 } bytes && Array.LastIndexOf(bytes, (byte)'\n') is >= 0 and var end)
            {
                Collect(bytes.AsSpan(0, end + 1), database, lines);
                offset += end + 1;
            }

            read[name] = offset;
        }

        return (new(read, files.LastOrDefault().Name), lines);
    }

    private async Task<byte[]> ChunkAsync(string name, long offset, CancellationToken cancellation)
    {
        var length = Chunk;
        while (true)
        {
            var bytes = (await session.ReadAsync(
                "SELECT pg_catalog.pg_read_binary_file(current_setting('log_directory') || '/' || $1, $2, $3, true)", row => row.IsDBNull(0) ? [] : row.GetFieldValue<byte[]>(0), cancellation, name, offset, (long)length))[0];
            if (bytes.Length < length || Array.LastIndexOf(bytes, (byte)'\n') >= 0)
            {
                return bytes;
            }

            length *= 4;
        }
    }

    private static void Collect(ReadOnlySpan<byte> bytes, string database, List<LogLine> lines)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = bytes[..end];
            bytes = bytes[(end + 1)..];
            if (Concerns(line) && LogLine.Read(line, database) is { State: "42501" or "42703" or "42P01" or "42883" } error)
            {
                lines.Add(error);
            }
        }
    }

    private static bool Concerns(ReadOnlySpan<byte> line)
    {
        foreach (var state in States)
        {
            if (line.IndexOf(state) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private async Task<string> RightsAsync(CancellationToken cancellation)
    {
        var role = (await session.ReadAsync("SELECT quote_ident(current_user)", row => row.GetString(0), cancellation))[0];
        return new StringBuilder("the server's log may not be read: GRANT pg_monitor TO ").Append(role)
            .Append("; GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_binary_file(text, bigint, bigint, boolean) TO ").Append(role).ToString();
    }
}
