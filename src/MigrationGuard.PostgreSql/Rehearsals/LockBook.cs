using MigrationGuard.Databases;
using Npgsql;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>The strongest lock that a session was seen to hold, or to wait for, on each relation.</summary>
internal sealed class LockBook
{
    private const string Query = """
        SELECT l.relation, l.mode, NOT l.granted FROM pg_catalog.pg_locks AS l
        WHERE l.locktype = 'relation' AND l.pid = $1 AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
        """;

    private static readonly Dictionary<string, LockMode> Modes =
        PostgreSqlLocks.All.ToDictionary(mode => mode.Name.Replace(" ", "", StringComparison.Ordinal) + "LOCK", StringComparer.OrdinalIgnoreCase);

    /// <summary>The mode as pg_locks writes it; null for what is none.</summary>
    public static LockMode? Find(string word) => Modes.GetValueOrDefault(word);

    /// <summary>The locks by the relation's number.</summary>
    public Dictionary<uint, LockMode> Locks { get; } = [];

    /// <summary>Looks; says whether the session waits.</summary>
    public async Task<bool> LookAsync(NpgsqlConnection connection, int processId, CancellationToken cancellation)
    {
        var rows = await PostgresRows.ReadAsync(connection, Query, row => (Id: row.GetFieldValue<uint>(0), Mode: row.GetString(1), Waits: row.GetBoolean(2)), cancellation, processId);
        foreach (var (id, word, _) in rows)
        {
            if (Modes.TryGetValue(word, out var mode) && (!Locks.TryGetValue(id, out var known) || known.Strength < mode.Strength))
            {
                Locks[id] = mode;
            }
        }

        return rows.Exists(row => row.Waits);
    }
}
