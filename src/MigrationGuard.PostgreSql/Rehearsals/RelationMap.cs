using MigrationGuard.Operations;
using Npgsql;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>The relations of a database by their number.</summary>
internal sealed class RelationMap
{
    private const string Query = """
        SELECT c.oid, n.nspname, c.relname, c.relkind, coalesce(pg_catalog.pg_relation_filenode(c.oid), 0), CASE WHEN c.relkind IN ('r', 'm') THEN pg_catalog.pg_relation_size(c.oid) ELSE 0 END
        FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'migration_guard', 'migration_guard_scratch', 'migration_guard_rehearsal') AND n.nspname NOT LIKE 'pg\_toast%' AND n.nspname NOT LIKE 'pg\_temp%'
        """;

    private RelationMap(IReadOnlyDictionary<uint, Relation> relations) => Relations = relations;

    /// <summary>All of them.</summary>
    public IReadOnlyDictionary<uint, Relation> Relations { get; }

    /// <summary>Tables of all kinds, partitions and materialized views included.</summary>
    public IEnumerable<Relation> Tables => Relations.Values.Where(relation => relation.IsTable);

    /// <summary>Reads them, in the connection's transaction if it has one.</summary>
    public static async Task<RelationMap> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var rows = await PostgresRows.ReadAsync(
            connection, Query, row => new Relation(row.GetFieldValue<uint>(0), new ObjectName(row.GetString(1), row.GetString(2)), row.GetChar(3), row.GetFieldValue<uint>(4), row.GetInt64(5)), cancellation);
        return new RelationMap(rows.ToDictionary(relation => relation.Id));
    }

    /// <summary>A relation.</summary>
    /// <param name="Id">Its number.</param>
    /// <param name="Name">Schema and name.</param>
    /// <param name="Kind">The letter of pg_class.relkind.</param>
    /// <param name="File">The number of its file.</param>
    /// <param name="Size">Bytes of a table.</param>
    public sealed record Relation(uint Id, ObjectName Name, char Kind, uint File, long Size)
    {
        /// <summary>Whether rows can be read from it by that name and it is no view.</summary>
        public bool IsTable => Kind is 'r' or 'p' or 'm' or 'f';

        /// <summary>The name as SQL.</summary>
        public string Sql => $"{Quote(Name.Schema!)}.{Quote(Name.Name)}";
    }

    /// <summary>A name in quotes.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
