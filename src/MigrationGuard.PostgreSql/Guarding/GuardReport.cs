using MigrationGuard.Guarding;

namespace MigrationGuard.Postgres.Guarding;

/// <summary>Reads what the guard says about itself.</summary>
internal static class GuardReport
{
    private const string Settings = """
        SELECT s.schema_version, s.mode, s.unknown, s.budget, s.installed_at, s.installed_by::text, pg_catalog.current_setting('server_version_num')::integer / 10000
        FROM migration_guard.setting AS s
        """;

    private const string Live = """
        SELECT v.service, v.label, v.window_until, (SELECT count(*) FROM migration_guard.statement AS s WHERE s.version = v.id)::integer
        FROM migration_guard.version AS v WHERE v.state = 'live' ORDER BY v.service, v.published_at, v.id
        """;

    private const string Events = """
        SELECT l.id, l.at, l.event, l.who::text, l.subject, (l.details - 'record' - 'findings' - 'commands')::text
        FROM migration_guard.log AS l WHERE l.event NOT IN ('ddl', 'release', 'evidence') ORDER BY l.id DESC LIMIT 10
        """;

    /// <summary>The guard's status.</summary>
    public static async Task<GuardStatus> ReadAsync(GuardTransaction transaction, CancellationToken cancellation)
    {
        if ((await transaction.ReadAsync(GuardSchema.Exists, row => row.GetInt32(0), cancellation))[0] == 0)
        {
            return new GuardStatus { Installed = false };
        }

        var server = 0;
        var status = await transaction.ReadAsync(Settings, row =>
        {
            server = row.GetInt32(6);
            return new GuardStatus
            {
                Installed = true,
                SchemaVersion = row.GetInt32(0),
                Mode = GuardWords.Mode(row.GetString(1)),
                Unknown = GuardWords.Unknown(row.GetString(2)),
                Budget = row.GetTimeSpan(3),
                InstalledAt = row.GetFieldValue<DateTimeOffset>(4),
                InstalledBy = row.GetString(5),
            };
        }, cancellation);
        if (status is not [var found] || found.SchemaVersion < GuardSchema.Version)
        {
            return status is [var older] ? older : new GuardStatus { Installed = false };
        }

        return found with
        {
            Live = await transaction.ReadAsync(Live, row => new GuardedVersion(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2), row.GetInt32(3)), cancellation),
            Events = await transaction.ReadAsync(Events, row => new GuardEvent(row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)), cancellation),
            LogRows = (await transaction.ReadAsync("SELECT h.id FROM migration_guard.log_head AS h", row => row.GetInt64(0), cancellation)).FirstOrDefault(),
            NotSeen = NotSeen(server),
        };
    }

    private static IReadOnlyList<string> NotSeen(int server) =>
    [
        "A superuser who drops or disables the guard's event triggers" + (server >= 17 ? ", or sets event_triggers = off" : "") + ".",
        "Settings of roles, databases and the server; role membership; rights on the database; REASSIGN OWNED.",
        "TRUNCATE, CLUSTER, VACUUM FULL" + (server >= 18 ? "" : ", REINDEX") + ": they change no schema.",
        "A version that is published while a CREATE UNIQUE INDEX CONCURRENTLY is still running.",
    ];
}
