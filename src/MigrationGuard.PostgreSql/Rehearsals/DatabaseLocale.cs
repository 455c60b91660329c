using Npgsql;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>What of a database is not in its dump: encoding, collation, and the settings that hold for it.</summary>
/// <param name="Clause">What stands behind CREATE DATABASE.</param>
internal sealed record DatabaseLocale(string Clause)
{
    private const string Query = """
        SELECT pg_catalog.format(' ENCODING %L LC_COLLATE %L LC_CTYPE %L', pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype)
            || CASE pg_catalog.to_jsonb(d) ->> 'datlocprovider' WHEN 'i' THEN pg_catalog.format(' LOCALE_PROVIDER icu ICU_LOCALE %L', coalesce(pg_catalog.to_jsonb(d) ->> 'datlocale', pg_catalog.to_jsonb(d) ->> 'daticulocale'))
               WHEN 'b' THEN pg_catalog.format(' LOCALE_PROVIDER builtin BUILTIN_LOCALE %L', pg_catalog.to_jsonb(d) ->> 'datlocale') ELSE '' END
        FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database()
        """;

    // Lists are stored with their quotes; everything else is one value.
    private const string SettingsQuery = """
        SELECT CASE WHEN s.setrole = 0 THEN 'ALTER DATABASE {0}' ELSE pg_catalog.format('ALTER ROLE %I IN DATABASE {0}', r.rolname) END || pg_catalog.format(' SET %s TO ', n.name)
            || CASE WHEN n.name IN ('search_path', 'session_preload_libraries', 'local_preload_libraries', 'datestyle', 'temp_tablespaces') THEN n.value ELSE pg_catalog.quote_literal(n.value) END
        FROM pg_catalog.pg_db_role_setting AS s LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = s.setrole,
            pg_catalog.unnest(s.setconfig) AS c(line), LATERAL (SELECT pg_catalog.split_part(c.line, '=', 1) AS name, pg_catalog.substr(c.line, pg_catalog.strpos(c.line, '=') + 1) AS value) AS n
        WHERE s.setdatabase = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
        """;

    private IReadOnlyList<string> _settings = [];

    /// <summary>Reads it.</summary>
    public static async Task<DatabaseLocale> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        new((await PostgresRows.ReadAsync(connection, Query, row => row.GetString(0), cancellation))[0])
        {
            _settings = await PostgresRows.ReadAsync(connection, SettingsQuery, row => row.GetString(0), cancellation),
        };

    /// <summary>The statements that make the same settings for another database.</summary>
    public IEnumerable<string> Settings(string database) => _settings.Select(setting => setting.Replace("{0}", database, StringComparison.Ordinal));
}
