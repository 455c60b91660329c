using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Guarding;

/// <summary>The rights that an installation needs, named before the server refuses the first of many commands.</summary>
internal static class GuardRights
{
    // A superuser, or the administrator role of a managed service, whose rights only the attempt shows.
    private const string Missing = """
        SELECT m.what
        FROM pg_catalog.pg_roles AS r,
            LATERAL (VALUES
                (1, pg_catalog.has_database_privilege(current_database(), 'CREATE'), 'CREATE on database ' || quote_ident(current_database())),
                (2, r.rolcreaterole, 'CREATEROLE'),
                (3, EXISTS (SELECT FROM pg_catalog.pg_roles AS a
                            WHERE a.rolname IN ('rds_superuser', 'cloudsqlsuperuser', 'azure_pg_admin', 'azuresu', 'supabase_admin', 'neon_superuser')
                                AND pg_catalog.pg_has_role(r.oid, a.oid, 'MEMBER')), 'SUPERUSER (for event triggers)')) AS m (place, there, what)
        WHERE r.rolname = current_user AND NOT r.rolsuper AND NOT m.there
        ORDER BY m.place
        """;

    /// <summary>Says which rights the connection's role lacks.</summary>
    /// <exception cref="DatabaseException">It lacks some (42501).</exception>
    public static async Task RequireAsync(GuardTransaction transaction, CancellationToken cancellation)
    {
        var missing = await transaction.ReadTextAsync(Missing, cancellation);
        if (missing.Count > 0)
        {
            var role = (await transaction.ReadTextAsync("SELECT current_user::text", cancellation))[0];
            throw new DatabaseException($"role {role} lacks {string.Join(", ", missing)}", "42501", null)
            {
                Hint = "Install the guard as a superuser, or as the administrator role of a managed service that lets it create event triggers.",
            };
        }
    }
}
