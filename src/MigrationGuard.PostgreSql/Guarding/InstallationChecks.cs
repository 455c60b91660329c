namespace MigrationGuard.Postgres.Guarding;

/// <summary>Whether the guard's objects are the ones that were installed.</summary>
internal static class InstallationChecks
{
    private const string Reinstall = "Find out who did it and why, then run 'migrationguard guard install', which makes it anew. What happened in between was not judged: run 'migrationguard prove'.";

    private const string Renew = "Run 'migrationguard guard install'.";

    /// <summary>These are asked alone where they find something, because the others would repeat it object by object.</summary>
    public static IReadOnlyList<DoctorCheck> Moved { get; } =
    [
        new("moved", """
            SELECT CASE WHEN $1::jsonb -> 'database' <> $2::jsonb -> 'database' THEN 'the database was restored or copied since the guard was installed'
                        ELSE pg_catalog.format('the server was PostgreSQL %s when the guard was installed and is %s', $1::jsonb ->> 'server', $2::jsonb ->> 'server') END
            WHERE $1::jsonb -> 'database' <> $2::jsonb -> 'database' OR $1::jsonb -> 'server' <> $2::jsonb -> 'server'
            """, Renew + " Roles and the settings of roles and databases are not part of a dump: look at them too."),
    ];

    public static IReadOnlyList<DoctorCheck> All { get; } =
    [
        new("event-trigger", """
            SELECT pg_catalog.concat('event trigger ', n.name, CASE
                WHEN e.now IS NULL THEN ' is gone'
                WHEN e.now ->> 'enabled' = 'D' THEN ' is disabled'
                WHEN e.now ->> 'enabled' <> 'A' THEN ' does not fire in every session'
                WHEN e.now - '{oid,xmin,enabled,owner}'::text[] <> e.was - '{oid,xmin,enabled,owner}'::text[] THEN ' fires on something else or runs something else than was installed'
                WHEN NOT EXISTS (SELECT FROM pg_catalog.pg_roles AS r WHERE r.rolname = e.now ->> 'owner' AND r.rolsuper) AND e.now -> 'owner' <> e.was -> 'owner' THEN ' belongs to ' || (e.now ->> 'owner')
                WHEN e.now -> 'oid' <> e.was -> 'oid' THEN ' was dropped and made again since the installation'
                ELSE ' was altered since the installation, if only for a time' END)
            FROM (VALUES ('migration_guard_start'), ('migration_guard_end'), ('migration_guard_drop')) AS n (name),
                LATERAL (SELECT $1::jsonb -> 'event_triggers' -> n.name, $2::jsonb -> 'event_triggers' -> n.name) AS e (was, now)
            WHERE e.now IS NULL OR e.now ->> 'enabled' <> 'A' OR e.was IS DISTINCT FROM e.now
            """, Reinstall),
        new("ledger-trigger", """
            SELECT pg_catalog.concat('trigger ', w.key, CASE
                WHEN n.value IS NULL THEN ' is gone'
                WHEN n.value ->> 'enabled' = 'D' THEN ' is disabled'
                WHEN n.value ->> 'enabled' <> w.value ->> 'enabled' THEN ' does not fire in the sessions in which it should'
                WHEN n.value -> 'definition' <> w.value -> 'definition' THEN ' does something else than was installed'
                ELSE ' was altered since the installation, if only for a time' END)
            FROM jsonb_each($1::jsonb -> 'triggers') AS w LEFT JOIN jsonb_each($2::jsonb -> 'triggers') AS n ON n.key = w.key
            WHERE n.value IS DISTINCT FROM w.value
            """, Reinstall),
        new("function", """
            SELECT pg_catalog.concat('function ', coalesce(w.key, n.key), CASE
                WHEN n.key IS NULL THEN ' is gone'
                WHEN w.key IS NULL THEN ' was added'
                WHEN n.value -> 'owner' <> w.value -> 'owner' THEN ' belongs to ' || (n.value ->> 'owner')
                WHEN n.value -> 'settings' IS DISTINCT FROM w.value -> 'settings' OR n.value -> 'definer' <> w.value -> 'definer' THEN ' has other settings than were installed'
                ELSE ' has another source than was installed' END)
            FROM jsonb_each($1::jsonb -> 'functions') AS w FULL JOIN jsonb_each($2::jsonb -> 'functions') AS n ON n.key = w.key
            WHERE n.value IS DISTINCT FROM w.value
            """, Reinstall),
        new("prober", """
            SELECT pg_catalog.format('function %I, which proves statements as the application''s role, is not as it was installed', p.proname)
            FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace AND n.nspname = 'migration_guard'
            JOIN pg_catalog.pg_roles AS o ON o.oid = p.proowner
            WHERE p.proname ~ '^probe_[0-9a-f]{16}$'
                AND (o.rolname <> 'migration_guard_shadow_' || pg_catalog.substr(p.proname, 7) OR NOT p.prosecdef OR pg_catalog.md5(p.prosrc) IS DISTINCT FROM (
                    SELECT f.value ->> 'source' FROM jsonb_each($1::jsonb -> 'functions') AS f WHERE f.key LIKE 'probe_body(%'))
                AND $2::jsonb IS NOT NULL
            """, Reinstall),
        new("unjudged", """
            SELECT pg_catalog.format('%s in transaction %s was committed without having been judged', c.command, c.transaction)
            FROM migration_guard.change AS c WHERE $1::jsonb IS NOT NULL AND $2::jsonb IS NOT NULL ORDER BY c.id
            """, "It can only be there when a trigger was disabled or dropped. Run 'migrationguard prove', then 'migrationguard guard install', which clears it."),
        new("ledger-rights", """
            SELECT DISTINCT pg_catalog.format('%s may write migration_guard.%I directly', CASE a.grantee WHEN 0 THEN 'everybody' ELSE pg_catalog.format('role %I', r.rolname) END, c.relname)
            FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname = 'migration_guard',
                LATERAL pg_catalog.aclexplode(c.relacl) AS a LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = a.grantee
            WHERE a.grantee <> c.relowner AND a.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER') AND $1::jsonb IS NOT NULL AND $2::jsonb IS NOT NULL
            """, "REVOKE it, or run 'migrationguard guard install'; the guard's functions write for everybody who may."),
    ];
}
