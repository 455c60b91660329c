using System.Text.Json;
using MigrationGuard.Backfills;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Postgres.Live;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>Looks at the table of a backfill.</summary>
internal static class TableShapeReader
{
    private const string Find = """
        SELECT c.oid::bigint, c.relkind::text, current_setting('block_size')::integer, current_setting('server_version_num')::integer / 10000
        FROM pg_catalog.pg_class AS c WHERE c.oid = pg_catalog.to_regclass($1)
        """;

    private const string Tree = """
        WITH RECURSIVE tree (oid) AS (SELECT $1::oid UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits AS i JOIN tree ON tree.oid = i.inhparent WHERE NOT i.inhdetachpending)
        SELECT c.oid::bigint, pg_catalog.format('%I.%I', n.nspname, c.relname), c.relkind::text, p.partrelid IS NOT NULL AND (p.partexprs IS NOT NULL OR EXISTS (
            SELECT FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum = ANY (p.partattrs) AND a.attname = ANY ($2)))
        FROM tree JOIN pg_catalog.pg_class AS c ON c.oid = tree.oid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_partitioned_table AS p ON p.partrelid = c.oid
        """;

    // What an index has to be for ranges of its keys to be read from it: whole, unique, ascending, in the column's own order, and of columns that stay.
    private const string Key = """
        SELECT pg_catalog.quote_ident(a.attname), pg_catalog.format_type(a.atttypid, -1), t.typcategory = 'D'
        FROM (
            SELECT i.* FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
            WHERE i.indrelid = $1::oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL AND m.amname = 'btree' AND NOT EXISTS (
                SELECT FROM pg_catalog.generate_series(0, i.indnkeyatts - 1) AS n (n)
                JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n.n]
                JOIN pg_catalog.pg_opclass AS o ON o.oid = i.indclass[n.n]
                WHERE NOT a.attnotnull OR a.attname = ANY ($2) OR NOT o.opcdefault OR i.indoption[n.n] <> 0 OR i.indcollation[n.n] <> a.attcollation)
            ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid LIMIT 1) AS i
        CROSS JOIN LATERAL pg_catalog.generate_series(0, i.indnkeyatts - 1) AS n (n)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n.n]
        JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
        ORDER BY n.n
        """;

    /// <summary>What the table is.</summary>
    /// <exception cref="UnfitException">There is none, or none that can be gone through.</exception>
    public static async Task<TableShape> ReadAsync(StepSession session, BackfillDefinition definition, CancellationToken cancellation)
    {
        var found = await session.ReadAsync(Find, row => (Id: row.GetInt64(0), Kind: row.GetString(1), BlockSize: row.GetInt32(2), Major: row.GetInt32(3)), cancellation, Names.Quoted(definition.Table));
        if (found is not [{ Kind: "r" or "p" } table])
        {
            throw new UnfitException(found.Count == 0 ? $"the database has no table {definition.Table}, or the role may not see it" : $"{definition.Table} is no table");
        }

        string[] columns = [.. definition.Columns];
        var tree = await session.ReadAsync(Tree, row => (Id: row.GetInt64(0), Name: row.GetString(1), Kind: row.GetString(2), Moves: row.GetBoolean(3)), cancellation, table.Id, columns);
        if (tree.Find(part => part.Moves || part.Kind == "f") is { Name: not null } odd)
        {
            throw new UnfitException(odd.Moves ? $"it writes the partition key of {odd.Name}, so that rows would move to other partitions while they are gone through: move them by INSERT and DELETE" : $"{odd.Name} is a foreign table: fill it on its own server");
        }

        var segments = new List<Segment>();
        foreach (var part in tree.Where(part => part.Kind == "r").OrderBy(part => part.Name, StringComparer.Ordinal))
        {
            var key = await session.ReadAsync(Key, row => new KeyColumn(row.GetString(0), row.GetString(1), row.GetBoolean(2)), cancellation, part.Id, columns);
            IWalk walk = key.Count > 0 ? new KeyWalk("ONLY " + part.Name, key)
                : table.Major >= TidWalk.FirstMajor ? new TidWalk(part.Name, table.BlockSize)
                : throw new UnfitException(FormattableString.Invariant($"{part.Name} has no key to go along, and PostgreSQL {table.Major} cannot go along the places of rows: add a unique index"));
            segments.Add(new Segment(part.Name, await EstimateAsync(session, (part.Id, part.Name), cancellation), walk));
        }

        return new TableShape(table.Id, segments);
    }

    // The planner knows a table that was never counted by its size, but takes dead rows for rows.
    private static async Task<double> EstimateAsync(StepSession session, (long Id, string Name) table, CancellationToken cancellation)
    {
        var counted = (await session.ReadAsync("SELECT pg_catalog.pg_stat_get_live_tuples($1::oid)", row => row.GetInt64(0), cancellation, table.Id))[0];
        if (counted > 0)
        {
            return counted;
        }

        var plan = (await session.ReadAsync($"EXPLAIN (FORMAT JSON) SELECT FROM ONLY {table.Name}", row => row.GetString(0), cancellation))[0];
        using var document = JsonDocument.Parse(plan);
        return document.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
    }
}
