using System.Text.Json;
using MigrationGuard.Proofs;
using Npgsql;

namespace MigrationGuard.Postgres.Judging.Witnessing;

/// <summary>Reads what a statement needs: as it was recorded, and as it is now.</summary>
/// <param name="session">The session of the judge.</param>
internal sealed class WitnessSource(JudgeSession session)
{
    private const string Statement = "SELECT s.probe, s.inferred_types, coalesce(s.roots, '{}'), migration_guard.application_path(s.search_path, s.role) FROM migration_guard.statement s WHERE s.id = $1";

    private const string Recorded = """
        WITH RECURSIVE reached (id) AS (
            SELECT o.id FROM migration_guard.statement_object so JOIN migration_guard.object o ON o.id = so.object WHERE so.statement = $1 AND o.identity = ANY ($2)
            UNION
            SELECT e.target FROM reached r JOIN migration_guard.object o ON o.id = r.id JOIN migration_guard.edge e ON e.source = o.id
            WHERE e.via = ANY ($3) OR e.via = 'trigger' AND o.facts ->> 'kind' = 'v'
        )
        SELECT o.kind, o.identity, coalesce(o.class, 0::oid), coalesce(o.object, 0::oid), o.facts::text
        FROM reached r JOIN migration_guard.object o ON o.id = r.id WHERE o.kind <> 'role' ORDER BY o.kind, o.identity
        """;

    private const string Located = "SELECT l.class, l.object FROM unnest($1::text[], $2::text[]) AS a(kind, identity), migration_guard.locate(a.kind, a.identity, NULL, NULL) AS l WHERE l.object IS NOT NULL";

    private const string Edges = """
        SELECT DISTINCT e.target_class, e.target_object FROM migration_guard.edges_of($1, $2) AS e
        WHERE e.via = ANY ($3) OR e.via = 'trigger' AND (SELECT c.relkind FROM pg_catalog.pg_class c WHERE c.oid = e.object) = 'v'
        """;

    private const string Current = """
        SELECT f.kind, f.identity, f.class, f.object, f.facts::text
        FROM migration_guard.facts_of($1, $2, pg_catalog.to_regrole(pg_catalog.quote_ident($3))::oid) AS f ORDER BY f.kind, f.identity
        """;

    // Foreign keys, triggers of tables, policies, partitions and checks act on rows.
    private static readonly string[] Needed = ["view_base", "view_part", "default", "sequence", "generated", "index_expression", "rule", "column_type", "type_part", "routine_part", "schema", "partition_key"];

    /// <summary>How the statement is probed.</summary>
    public async Task<ProbedStatement?> StatementAsync(PublishedStatement statement, CancellationToken cancellation)
        => (await session.ReadAsync(Statement, [statement.Id], row => row.IsDBNull(0) || row.IsDBNull(1) ? null
            : new ProbedStatement(row.GetString(0), row.GetFieldValue<string[]>(1), row.GetFieldValue<string[]>(2), row.GetString(3)), cancellation)).SingleOrDefault();

    /// <summary>The objects as they were recorded: what the statement names, and what that stands on.</summary>
    public Task<IReadOnlyList<CatalogObject>> BeforeAsync(long statement, IReadOnlyList<string> roots, CancellationToken cancellation)
        => session.ReadAsync(Recorded, [statement, roots.ToArray(), Needed], Read, cancellation);

    /// <summary>What became of these objects: those that are still there, those that have their names now, and what both stand on.</summary>
    public async Task<IReadOnlyList<CatalogObject>> AfterAsync(IReadOnlyList<CatalogObject> before, string role, CancellationToken cancellation)
    {
        var known = before.Where(found => found.Object != 0).Select(found => (found.Class, found.Object)).ToHashSet();
        var named = before.Where(found => found.Kind is "relation" or "routine" or "type" or "schema").ToList();
        known.UnionWith(await session.ReadAsync(Located, [named.Select(found => found.Kind).ToArray(), named.Select(found => found.Identity).ToArray()], Key, cancellation));
        var open = known.ToList();
        while (open.Count > 0)
        {
            var targets = await session.ReadAsync(Edges, [Oids(open.Select(key => key.Class)), Oids(open.Select(key => key.Object)), Needed], Key, cancellation);
            open = [.. targets.Where(known.Add)];
        }

        return await session.ReadAsync(Current, [Oids(known.Select(key => key.Class)), Oids(known.Select(key => key.Object)), role], Read, cancellation);
    }

    private static (uint Class, uint Object) Key(NpgsqlDataReader row) => (row.GetFieldValue<uint>(0), row.GetFieldValue<uint>(1));

    private static CatalogObject Read(NpgsqlDataReader row)
    {
        using var facts = JsonDocument.Parse(row.GetString(4));
        return new CatalogObject(row.GetString(0), row.GetString(1), row.GetFieldValue<uint>(2), row.GetFieldValue<uint>(3), facts.RootElement.Clone());
    }

    private static NpgsqlParameter Oids(IEnumerable<uint> oids)
        => new() { Value = oids.ToArray(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Oid };
}
