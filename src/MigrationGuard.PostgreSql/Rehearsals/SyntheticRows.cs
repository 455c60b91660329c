using System.Globalization;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>A few rows per table, made of the types of its columns, so that scans, rewrites and changes of rows show.</summary>
internal sealed class SyntheticRows
{
    private const string ColumnsQuery = """
        SELECT c.oid, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), coalesce(e.label, ''), coalesce(b.typname, y.typname), a.attnotnull, a.atthasdef OR a.attidentity <> '',
               f.confrelid, f.name, coalesce(k.words, ''), a.atttypmod
        FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity <> 'a'
        JOIN pg_catalog.pg_type AS y ON y.oid = a.atttypid LEFT JOIN pg_catalog.pg_type AS b ON y.typtype = 'd' AND b.oid = y.typbasetype
        LEFT JOIN LATERAL (SELECT l.enumlabel::text AS label FROM pg_catalog.pg_enum AS l WHERE l.enumtypid = coalesce(b.oid, y.oid) ORDER BY l.enumsortorder LIMIT 1) AS e ON true
        LEFT JOIN LATERAL (
            SELECT r.confrelid, p.attname AS name FROM pg_catalog.pg_constraint AS r, ROWS FROM (pg_catalog.unnest(r.conkey), pg_catalog.unnest(r.confkey)) AS n(here, there)
            JOIN pg_catalog.pg_attribute AS p ON true WHERE r.conrelid = c.oid AND r.contype = 'f' AND n.here = a.attnum AND p.attrelid = r.confrelid AND p.attnum = n.there LIMIT 1) AS f ON true
        LEFT JOIN LATERAL (
            SELECT pg_catalog.string_agg(w.text, ' ') AS words FROM (
                SELECT pg_catalog.pg_get_constraintdef(r.oid) AS text FROM pg_catalog.pg_constraint AS r WHERE r.contype = 'c' AND (r.conrelid = c.oid AND a.attnum = ANY (r.conkey) OR r.contypid = a.atttypid)
                UNION ALL SELECT pg_catalog.pg_get_expr(c.relpartbound, c.oid) FROM pg_catalog.pg_inherits AS i JOIN pg_catalog.pg_partitioned_table AS t ON t.partrelid = i.inhparent
                          JOIN pg_catalog.pg_attribute AS pa ON pa.attrelid = i.inhparent AND pa.attname = a.attname WHERE i.inhrelid = c.oid AND pa.attnum = ANY (t.partattrs)) AS w) AS k ON true
        WHERE c.relkind = 'r' AND c.oid = ANY ($1::bigint[]) ORDER BY c.oid, a.attnum
        """;

    private readonly Dictionary<uint, string> _filled = [];
    private readonly Dictionary<(string Table, string Column), RowColumn> _columns = [];

    /// <summary>How many rows a table gets.</summary>
    public const int Count = 3;

    /// <summary>Fills all tables, referenced ones first.</summary>
    /// <returns>The tables that got no rows, with the reason.</returns>
    /// <exception cref="DatabaseException">The server is lost.</exception>
    public async Task<IReadOnlyList<string>> FillAsync(NpgsqlConnection connection, RelationMap relations, CancellationToken cancellation)
    {
        var tables = relations.Relations.Values.Where(relation => relation is { Kind: 'r', Size: 0 }).ToDictionary(table => table.Id);
        var columns = (await PostgresRows.ReadAsync(connection, ColumnsQuery, Read, cancellation, tables.Keys.Select(id => (long)id).ToArray())).ToLookup(column => column.Table);
        var without = new List<string>();
        foreach (var table in InOrder(tables.Values, columns))
        {
            if (await FillAsync(connection, (table, [.. columns[table.Id]]), relations, cancellation) is { } reason)
            {
                without.Add($"{table.Name}: {reason}");
            }
            else
            {
                _filled[table.Id] = table.Sql;
                foreach (var column in columns[table.Id])
                {
                    _columns[(table.Sql, column.Name)] = column;
                }
            }
        }

        return without;
    }

    /// <summary>Takes away the rows on which a statement failed; null when it failed for another reason or none are left.</summary>
    /// <returns>What was removed, for people.</returns>
    public async Task<string?> RemoveAsync(NpgsqlConnection connection, DatabaseException failure, CancellationToken cancellation)
    {
        if (failure.SqlState is not (['2', '2', ..] or ['2', '3', ..]) || _filled.Count == 0)
        {
            return null;
        }

        // The server names the table of a violated constraint, but not of a value that cannot be converted.
        var (named, column) = failure.InnerException is PostgresException { TableName: { Length: > 0 } table } server
            ? ($"{RelationMap.Quote(server.SchemaName ?? "public")}.{RelationMap.Quote(table)}", server.ColumnName) : (null, null);
        if (named is not null && failure.SqlState == PostgresErrorCodes.NotNullViolation && _columns.GetValueOrDefault((named, column ?? "")) is { } known
            && await TryAsync(connection, $"UPDATE {named} SET {RelationMap.Quote(known.Name)} = {known.Last} WHERE {RelationMap.Quote(known.Name)} IS NULL", cancellation) is > 0)
        {
            return $"the made-up NULL in {column} got a value";
        }

        var gone = named is not null && _filled.ContainsValue(named) && await TryAsync(connection, $"TRUNCATE {named} CASCADE", cancellation) is not null ? [named] : _filled.Values.ToArray();
        if (gone.Length > 1 || gone[0] != named)
        {
            foreach (var sql in gone)
            {
                await TryAsync(connection, $"TRUNCATE {sql} CASCADE", cancellation);
            }
        }

        foreach (var id in _filled.Where(pair => gone.Contains(pair.Value)).Select(pair => pair.Key).ToList())
        {
            _filled.Remove(id);
        }

        return gone.Length == 1 ? $"the made-up rows of {gone[0]} were removed" : "all made-up rows were removed";
    }

    private static IEnumerable<RelationMap.Relation> InOrder(IEnumerable<RelationMap.Relation> tables, ILookup<uint, RowColumn> columns)
    {
        var (left, done) = (tables.OrderBy(table => table.Name.ToString(), StringComparer.Ordinal).ToList(), new HashSet<uint>());
        while (left.Count > 0)
        {
            var next = left.Find(table => columns[table.Id].All(column => column.Parent is not { } parent || parent == table.Id || done.Contains(parent) || left.TrueForAll(other => other.Id != parent))) ?? left[0];
            left.Remove(next);
            done.Add(next.Id);
            yield return next;
        }
    }

    private static async Task<string?> FillAsync(NpgsqlConnection connection, (RelationMap.Relation Table, IReadOnlyList<RowColumn> Columns) of, RelationMap relations, CancellationToken cancellation)
    {
        string? reason = null;
        foreach (var way in Enum.GetValues<RowColumn.Way>())
        {
            var filled = of.Columns.Where(column => column.IsNeeded(way)).ToList();
            var parents = filled.Select(column => column.Parent is { } parent && relations.Relations.TryGetValue(parent, out var relation) ? relation.Sql : null).ToList();
            var sql = filled.Count == 0 ? $"INSERT INTO {of.Table.Sql} DEFAULT VALUES" : string.Create(
                CultureInfo.InvariantCulture,
                $"INSERT INTO {of.Table.Sql} ({string.Join(", ", filled.Select(column => RelationMap.Quote(column.Name)))}) SELECT {string.Join(", ", filled.Select((column, i) => column.Value(way, parents[i])))} FROM pg_catalog.generate_series(1, {Count}) AS g");
            try
            {
                await PostgresRows.RunAsync(connection, sql, cancellation);
                return null;
            }
            catch (DatabaseException exception) when (!exception.IsConnectionLost)
            {
                reason ??= exception.Message;
            }
        }

        return reason;
    }

    private static async Task<int?> TryAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException)
        {
            return null;
        }
    }

    private static RowColumn Read(NpgsqlDataReader row) => new(row.GetFieldValue<uint>(0), row.GetString(1), row.GetString(2))
    {
        Label = row.GetString(3),
        Base = row.GetString(4),
        NotNull = row.GetBoolean(5),
        HasDefault = row.GetBoolean(6),
        Parent = row.IsDBNull(7) ? null : row.GetFieldValue<uint>(7),
        ParentColumn = row.IsDBNull(8) ? null : row.GetString(8),
        Words = row.GetString(9),
        Modifier = row.GetInt32(10),
    };
}
