using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Catalog;

/// <summary>Reads what a server and the connection's role allow.</summary>
public static class ServerFactsReader
{
    // Administrators of managed services to whom their service allows event triggers, in general or from some version on.
    private const string ServerQuery =
        """
        SELECT current_setting('server_version_num')::int, current_setting('server_version'), current_database(), pg_is_in_recovery(),
            pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean,
            CASE
                WHEN current_setting('pg_stat_statements.max', true) IS NULL THEN 0
                WHEN NOT EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'pg_stat_statements') THEN 1
                ELSE 2
            END,
            r.rolname, r.rolsuper, r.rolsuper OR r.rolcreaterole, r.rolsuper OR r.rolcreatedb, r.rolsuper OR r.rolbypassrls,
            has_database_privilege(current_database(), 'CREATE'), has_database_privilege(current_database(), 'TEMPORARY'), pg_has_role('pg_read_all_stats', 'USAGE'),
            CASE WHEN r.rolsuper THEN true WHEN EXISTS (
                SELECT FROM pg_catalog.pg_roles AS service
                WHERE service.rolname IN ('rds_superuser', 'cloudsqlsuperuser', 'azure_pg_admin', 'supabase_privileged_role', 'alloydbsuperuser', 'neon_superuser')
                    AND pg_has_role(service.oid, 'MEMBER')) THEN NULL ELSE false END
        FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user
        """;

    private const string SettingsQuery =
        """
        SELECT name, setting || coalesce(' ' || unit, '') FROM pg_catalog.pg_settings
        WHERE name IN ('check_function_bodies', 'compute_query_id', 'datestyle', 'deadlock_timeout', 'default_transaction_isolation', 'default_transaction_read_only', 'event_triggers',
            'idle_in_transaction_session_timeout', 'intervalstyle', 'lc_collate', 'lock_timeout', 'max_connections', 'max_locks_per_transaction', 'max_prepared_transactions',
            'plan_cache_mode', 'row_security', 'search_path', 'server_encoding', 'session_replication_role', 'shared_preload_libraries', 'standard_conforming_strings',
            'statement_timeout', 'timezone', 'track_activities', 'wal_level')
            OR lower(name) IN ('datestyle', 'intervalstyle', 'timezone')
        ORDER BY 1
        """;

    private const string ExtensionsQuery = "SELECT extname, extversion FROM pg_catalog.pg_extension ORDER BY 1";

    /// <summary>Reads them on an open connection.</summary>
    /// <exception cref="DatabaseException">The server refuses or is lost.</exception>
    public static async Task<ServerFacts> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var settings = await PairsAsync(connection, SettingsQuery, cancellation);
        var extensions = await PairsAsync(connection, ExtensionsQuery, cancellation);
        var server = await PostgresRows.ReadAsync(connection, ServerQuery, row => Server(row) with { Settings = settings, Extensions = extensions }, cancellation);
        return server[0];
    }

    private static async Task<IReadOnlyDictionary<string, string>> PairsAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        var pairs = await PostgresRows.ReadAsync(connection, sql, row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), cancellation);
        return pairs.ToDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static ServerFacts Server(NpgsqlDataReader row) => new()
    {
        VersionNumber = row.GetInt32(0),
        Version = row.GetString(1),
        Database = row.GetString(2),
        IsStandby = row.GetBoolean(3),
        IsReadOnly = row.GetBoolean(4),
        StatementStatistics = (StatementStatistics)row.GetInt32(5),
        Role = Role(row, 6),
        Settings = new Dictionary<string, string>(),
        Extensions = new Dictionary<string, string>(),
    };

    private static RoleRights Role(NpgsqlDataReader row, int first) => new()
    {
        Name = row.GetString(first),
        IsSuperuser = row.GetBoolean(first + 1),
        CanCreateRoles = row.GetBoolean(first + 2),
        CanCreateDatabases = row.GetBoolean(first + 3),
        BypassesRowSecurity = row.GetBoolean(first + 4),
        CanCreateSchemas = row.GetBoolean(first + 5),
        CanCreateTemporaryTables = row.GetBoolean(first + 6),
        SeesAllStatistics = row.GetBoolean(first + 7),
        CanCreateEventTriggers = row.IsDBNull(first + 8) ? null : row.GetBoolean(first + 8),
    };
}
