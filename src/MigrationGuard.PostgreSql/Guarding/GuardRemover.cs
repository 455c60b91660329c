using MigrationGuard.Guarding;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Guarding;

/// <summary>Takes the guard's objects away.</summary>
internal static class GuardRemover
{
    private const string Objects = """
        DROP EVENT TRIGGER IF EXISTS migration_guard_start, migration_guard_end, migration_guard_drop;
        DROP SCHEMA IF EXISTS migration_guard_scratch CASCADE;
        DROP SCHEMA IF EXISTS migration_guard CASCADE;
        """;

    private const string SchemaExists = "SELECT count(*)::integer FROM pg_catalog.pg_namespace AS n WHERE n.nspname IN ('migration_guard', 'migration_guard_scratch')";

    // What CASCADE would take along: views, functions, constraints, defaults, policies and triggers of others.
    private const string Dependents = """
        WITH own AS (
            SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname IN ('migration_guard', 'migration_guard_scratch')
        ), inside (class, object) AS (
            SELECT 'pg_class'::regclass, c.oid FROM pg_catalog.pg_class AS c JOIN own ON c.relnamespace = own.oid
            UNION ALL SELECT 'pg_proc'::regclass, p.oid FROM pg_catalog.pg_proc AS p JOIN own ON p.pronamespace = own.oid
            UNION ALL SELECT 'pg_type'::regclass, t.oid FROM pg_catalog.pg_type AS t JOIN own ON t.typnamespace = own.oid
        ), dependents (class, object, namespace) AS (
            SELECT d.classid, d.objid, coalesce(c.relnamespace, p.pronamespace, t.typnamespace, rc.relnamespace, tc.relnamespace, ac.relnamespace, kc.relnamespace, pc.relnamespace)
            FROM inside AS i
            JOIN pg_catalog.pg_depend AS d ON d.refclassid = i.class AND d.refobjid = i.object AND d.deptype IN ('n', 'a')
            LEFT JOIN pg_catalog.pg_class AS c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
            LEFT JOIN pg_catalog.pg_proc AS p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid
            LEFT JOIN pg_catalog.pg_type AS t ON d.classid = 'pg_type'::regclass AND t.oid = d.objid
            LEFT JOIN (pg_catalog.pg_rewrite AS r JOIN pg_catalog.pg_class AS rc ON rc.oid = r.ev_class) ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
            LEFT JOIN (pg_catalog.pg_trigger AS g JOIN pg_catalog.pg_class AS tc ON tc.oid = g.tgrelid) ON d.classid = 'pg_trigger'::regclass AND g.oid = d.objid
            LEFT JOIN (pg_catalog.pg_attrdef AS a JOIN pg_catalog.pg_class AS ac ON ac.oid = a.adrelid) ON d.classid = 'pg_attrdef'::regclass AND a.oid = d.objid
            LEFT JOIN (pg_catalog.pg_constraint AS k JOIN pg_catalog.pg_class AS kc ON kc.oid = k.conrelid) ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
            LEFT JOIN (pg_catalog.pg_policy AS o JOIN pg_catalog.pg_class AS pc ON pc.oid = o.polrelid) ON d.classid = 'pg_policy'::regclass AND o.oid = d.objid
        )
        SELECT DISTINCT CASE WHEN r.oid IS NULL THEN pg_catalog.pg_describe_object(d.class, d.object, 0) ELSE pg_catalog.pg_describe_object('pg_class'::regclass, r.ev_class, 0) END
        FROM dependents AS d LEFT JOIN pg_catalog.pg_rewrite AS r ON d.class = 'pg_rewrite'::regclass AND r.oid = d.object
        WHERE d.namespace IS NOT NULL AND d.namespace NOT IN (SELECT own.oid FROM own)
        ORDER BY 1
        """;

    private const string Roles = """
        SELECT r.rolname::text, coalesce((
            SELECT string_agg(DISTINCT coalesce(d.datname, 'the whole cluster'), ', ')
            FROM pg_catalog.pg_shdepend AS s LEFT JOIN pg_catalog.pg_database AS d ON d.oid = s.dbid
            WHERE s.refclassid = 'pg_catalog.pg_authid'::regclass AND s.refobjid = r.oid
                AND NOT (s.classid = 'pg_catalog.pg_auth_members'::regclass)), '')
        FROM pg_catalog.pg_roles AS r
        WHERE r.rolname ~ '^migration_guard_shadow_[0-9a-f]{16}$'
            OR r.rolname IN ('migration_guard_reader', 'migration_guard_publisher', 'migration_guard_approver', 'migration_guard_releaser', 'migration_guard_application', 'migration_guard_break_glass')
        ORDER BY r.rolname
        """;

    /// <summary>Removes in the given transaction, which the caller commits.</summary>
    /// <exception cref="DatabaseException">Something else depends on the guard's objects (2BP01).</exception>
    public static async Task<GuardRemoval> RemoveAsync(GuardTransaction transaction, CancellationToken cancellation)
    {
        await transaction.LockAsync(cancellation);
        var there = (await transaction.ReadAsync(SchemaExists, row => row.GetInt32(0), cancellation))[0] > 0;
        var dependents = await transaction.ReadTextAsync(Dependents, cancellation);
        if (dependents.Count > 0)
        {
            throw new DatabaseException($"{string.Join(", ", dependents)} would be dropped with the guard", "2BP01", null) { Hint = "Drop what is not needed any more yourself, or change it; nothing was removed." };
        }

        var log = await HeadAsync(transaction, cancellation);
        await transaction.RunAsync(Objects, cancellation);
        return new GuardRemoval(there, log.Rows, log.Hash, [.. await DropBackfillsAsync(transaction, cancellation), .. await DropRolesAsync(transaction, cancellation)]);
    }

    // How far backfills are is no part of the guard, but nothing is left of what is over.
    private static async Task<IReadOnlyList<string>> DropBackfillsAsync(GuardTransaction transaction, CancellationToken cancellation)
    {
        const string Exists = "SELECT count(*)::integer FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = 'migration_guard_backfill' AND c.relname = 'backfill'";
        if ((await transaction.ReadAsync(Exists, row => row.GetInt32(0), cancellation))[0] == 0)
        {
            return [];
        }

        var unfinished = await transaction.ReadTextAsync("SELECT b.name FROM migration_guard_backfill.backfill AS b WHERE b.state NOT IN ('done', 'cancelled') ORDER BY b.id", cancellation);
        if (unfinished.Count > 0)
        {
            return [$"schema migration_guard_backfill: {string.Join(", ", unfinished)} not over yet; see 'migrationguard backfill status'"];
        }

        await transaction.RunAsync("DROP SCHEMA migration_guard_backfill CASCADE", cancellation);
        return [];
    }

    private static async Task<(long Rows, string? Hash)> HeadAsync(GuardTransaction transaction, CancellationToken cancellation)
    {
        const string Exists = "SELECT count(*)::integer FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = 'migration_guard' AND c.relname = 'log_head'";
        if ((await transaction.ReadAsync(Exists, row => row.GetInt32(0), cancellation))[0] == 0)
        {
            return (0, null);
        }

        var head = await transaction.ReadAsync("SELECT h.id, encode(h.hash, 'hex') FROM migration_guard.log_head AS h", row => (row.GetInt64(0), (string?)row.GetString(1)), cancellation);
        return head is [var found] ? found : (0, null);
    }

    private static async Task<IReadOnlyList<string>> DropRolesAsync(GuardTransaction transaction, CancellationToken cancellation)
    {
        var left = new List<string>();
        foreach (var (role, users) in await transaction.ReadAsync(Roles, row => (row.GetString(0), row.GetString(1)), cancellation))
        {
            if (users.Length > 0)
            {
                left.Add($"role {role}: it is used in {users}");
                continue;
            }

            try
            {
                await transaction.RunAsync($"SAVEPOINT role; DROP ROLE {role}; RELEASE SAVEPOINT role", cancellation);
            }
            catch (DatabaseException exception) when (exception.SqlState is "2BP01" or "42501")
            {
                await transaction.RunAsync("ROLLBACK TO SAVEPOINT role", cancellation);
                left.Add($"role {role}: {exception.Message}");
            }
        }

        return left;
    }
}
