using MigrationGuard.Postgres.Execution;

namespace MigrationGuard.Postgres.Tombstones;

/// <summary>Whom rights do not bind, and what a new name would break.</summary>
internal static class Bindings
{
    // The roles of the versions' statements; owners and superusers are bound by no right. https://www.postgresql.org/docs/current/ddl-priv.html
    private const string Roles = """
        WITH owner AS (
            SELECT c.relowner AS oid FROM pg_catalog.pg_class AS c WHERE NOT $2 AND c.oid = $1::bigint::oid UNION ALL SELECT p.proowner FROM pg_catalog.pg_proc AS p WHERE $2 AND p.oid = $1::bigint::oid),
        application AS (SELECT DISTINCT s.role FROM migration_guard.statement AS s)
        SELECT r.rolname::text, CASE
            WHEN r.rolsuper THEN 'is a superuser'
            WHEN r.oid = o.oid THEN 'owns it'
            WHEN pg_has_role(r.oid, o.oid, 'USAGE') THEN 'has the rights of its owner ' || quote_ident(pg_get_userbyid(o.oid))
            WHEN NOT $2 AND pg_has_role(r.oid, 'pg_read_all_data', 'USAGE') THEN 'reads everything as a member of pg_read_all_data'
            WHEN NOT $2 AND pg_has_role(r.oid, 'pg_write_all_data', 'USAGE') THEN 'writes everything as a member of pg_write_all_data'
            WHEN pg_has_role(r.oid, o.oid, 'MEMBER') THEN 'may become its owner ' || quote_ident(pg_get_userbyid(o.oid)) || ' with SET ROLE' END
        FROM application AS a JOIN pg_catalog.pg_roles AS r ON r.rolname = a.role CROSS JOIN owner AS o ORDER BY 1
        """;

    // Bodies that are text do not follow a new name; of views, policies, checks and the like the server knows what they mean.
    private const string Texts = """
        SELECT format('function %I.%I', n.nspname, p.proname) FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
        WHERE n.nspname !~ '^(pg_|information_schema$|migration_guard)' AND p.prosqlbody IS NULL AND p.oid <> $1::bigint::oid
            AND EXISTS (SELECT FROM unnest($2::text[]) AS word WHERE p.prosrc ~* ('\m' || regexp_replace(word, '([^[:alnum:]_])', '\\\1', 'g') || '\M'))
            AND (p.prosrc ~* ('\m' || regexp_replace($3, '([^[:alnum:]_])', '\\\1', 'g') || '\M')
                OR EXISTS (SELECT FROM pg_catalog.pg_trigger AS t WHERE t.tgfoid = p.oid AND t.tgrelid = $1::bigint::oid AND NOT t.tgisinternal))
        UNION ALL
        SELECT format('publication %I', b.pubname) FROM pg_catalog.pg_publication AS b
        WHERE EXISTS (SELECT FROM pg_catalog.pg_publication_tables AS t JOIN pg_catalog.pg_class AS c ON c.oid = $1::bigint::oid
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE t.pubname = b.pubname AND t.schemaname = n.nspname AND t.tablename = c.relname)
        ORDER BY 1
        """;

    /// <summary>The application's roles that the rights on an object do not bind, each with the reason; null where no role of the application is known.</summary>
    public static async Task<IReadOnlyList<string>?> UnboundAsync(StepSession session, HiddenState of, CancellationToken cancellation)
    {
        var roles = await session.ReadAsync(Roles, row => (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)), cancellation, of.Oid, of.IsRoutine);
        return roles.Count == 0 ? null : [.. roles.Where(role => role.Item2 is not null).Select(role => $"{role.Item1} {role.Item2}")];
    }

    /// <summary>What another name would break and no error would be a hit of.</summary>
    public static Task<List<string>> NamedInAsync(StepSession session, HiddenState of, CancellationToken cancellation)
    {
        string[] words = of.Columns.Count == 0 ? [of.Name] : [.. of.Columns.Select(column => column.Name)];
        return session.ReadAsync(Texts, row => row.GetString(0), cancellation, of.Oid, words, of.Name);
    }
}
