using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Catalog;

/// <summary>Reads how large the tables of a database are.</summary>
public static class TableStatisticsReader
{
    // Sizes need ACCESS SHARE on each table for a moment; the session's lock_timeout bounds the wait.
    private const string Query =
        """
        SELECT format('%I.%I', n.nspname, c.relname), CASE WHEN c.reltuples < 0 THEN NULL ELSE c.reltuples::bigint END,
            coalesce(pg_total_relation_size(c.oid), 0), coalesce(pg_indexes_size(c.oid), 0), coalesce(s.n_dead_tup, 0),
            greatest(s.last_analyze, s.last_autoanalyze), greatest(s.last_vacuum, s.last_autovacuum)
        FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_stat_all_tables AS s ON s.relid = c.oid
        WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_'
            AND n.nspname NOT IN ('information_schema', 'migration_guard', 'migration_guard_scratch', 'migration_guard_backfill')
        ORDER BY format('%I.%I', n.nspname, c.relname) COLLATE "C"
        """;

    /// <summary>The tables and materialized views of all users, by name.</summary>
    /// <exception cref="DatabaseException">The server refuses or is lost.</exception>
    public static async Task<IReadOnlyList<TableStatistics>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        await PostgresRows.ReadAsync(connection, Query, Table, cancellation);

    private static TableStatistics Table(NpgsqlDataReader row) => new()
    {
        Identity = row.GetString(0),
        Rows = row.IsDBNull(1) ? null : row.GetInt64(1),
        Bytes = row.GetInt64(2),
        IndexBytes = row.GetInt64(3),
        DeadRows = row.GetInt64(4),
        LastAnalyzed = row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5),
        LastVacuumed = row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6),
    };
}
