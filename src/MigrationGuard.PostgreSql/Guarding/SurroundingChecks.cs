namespace MigrationGuard.Postgres.Guarding;

/// <summary>What happened behind the guard's back, and what lets it happen.</summary>
internal static class SurroundingChecks
{
    public static IReadOnlyList<DoctorCheck> All { get; } =
    [
        new("log", "SELECT pg_catalog.format('row %s of the log: %s', l.id, l.problem) FROM migration_guard.verify_log() AS l",
            "Somebody with the rights of the owner edited the log. Compare it with a backup or a replica, and with the hashes that others noted."),
        new("release", """
            SELECT pg_catalog.format('release %s is %s in its table, and %s in the log', coalesce(r.id, l.id),
                coalesce(r.state || ' (' || r.standing || ')', 'missing'), coalesce(l.progress ->> 'state' || ' (' || (l.progress ->> 'standing') || ')', 'missing'))
                || CASE WHEN r.record <> l.record THEN '; its plan is another' ELSE '' END
            FROM migration_guard.release AS r
            FULL JOIN (
                SELECT s.subject AS id, s.details AS record, coalesce((
                    SELECT n.details -> 'progress' FROM migration_guard.log AS n
                    WHERE n.event = 'release' AND n.subject = s.subject AND n.details ? 'progress' ORDER BY n.id DESC LIMIT 1), s.details -> 'progress') AS progress
                FROM migration_guard.log AS s WHERE s.event = 'start') AS l ON l.id = r.id
            WHERE (r.record, r.state, r.standing) IS DISTINCT FROM (l.record, l.progress ->> 'state', l.progress ->> 'standing')
            UNION ALL
            SELECT 'the lease is missing' WHERE NOT EXISTS (SELECT FROM migration_guard.lease)
            UNION ALL
            SELECT pg_catalog.format('the lease has the token %s, and the log knows the token %s', e.token, k.token)
            FROM migration_guard.lease AS e, (SELECT max((n.details ->> 'token')::bigint) AS token FROM migration_guard.log AS n WHERE n.event IN ('release', 'seize')) AS k
            WHERE e.token < k.token
            """, "Somebody with the rights of the owner edited the table. What the log says is what happened: set the table right before the next release."),
        new("unseen", "SELECT pg_catalog.format('%s %s without the guard', u.identity, u.what) FROM migration_guard.unseen() AS u",
            "Run 'migrationguard prove'. If the live versions still pass and the change is wanted, SELECT migration_guard.record_facts(NULL, NULL) as the guard's owner makes it the known state."),
        new("setting", """
            SELECT pg_catalog.format('%s is set for %s', s.setting, pg_catalog.concat_ws(' in ',
                CASE WHEN d.setrole <> 0 THEN pg_catalog.format('role %I', r.rolname) END, CASE WHEN d.setdatabase <> 0 THEN pg_catalog.format('database %I', b.datname) ELSE 'every database' END))
            FROM pg_catalog.pg_db_role_setting AS d
            LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = d.setrole LEFT JOIN pg_catalog.pg_database AS b ON b.oid = d.setdatabase,
                LATERAL unnest(d.setconfig) AS s (setting)
            WHERE s.setting ~* '^(session_replication_role=(replica|local)|event_triggers=(off|false|no|0|f)|migration_guard\.break_glass=.)'
                AND (d.setdatabase = 0 OR b.datname = pg_catalog.current_database())
            UNION ALL
            SELECT pg_catalog.format('%s is %s for the whole server', s.name, s.reset_val)
            FROM pg_catalog.pg_settings AS s
            WHERE (s.name = 'event_triggers' AND s.reset_val = 'off' AND s.source NOT IN ('database', 'user', 'database user', 'client'))
                OR (s.name = 'session_replication_role' AND s.reset_val = 'replica' AND s.source NOT IN ('database', 'user', 'database user', 'client'))
            """, "Take it back (ALTER ROLE or ALTER DATABASE … RESET …): with event_triggers = off nothing is guarded in such a session."),
        new("superuser", """
            SELECT DISTINCT pg_catalog.format('the application''s role %I is a superuser', s.role)
            FROM migration_guard.statement AS s JOIN migration_guard.version AS v ON v.id = s.version AND v.state = 'live' JOIN pg_catalog.pg_roles AS r ON r.rolname = s.role AND r.rolsuper
            """, "Give the application a role of its own with the rights it needs: nothing that is proved about rights holds for a superuser."),
        new("owner", """
            SELECT pg_catalog.format('the application''s role %I owns %s %s', x.role, min(x.identity), CASE WHEN count(*) > 1 THEN pg_catalog.format('and %s more of what it uses', count(*) - 1) ELSE '' END)
            FROM (SELECT DISTINCT o.role, o.identity
                  FROM migration_guard.object AS o JOIN migration_guard.version AS v ON v.id = o.version AND v.state = 'live'
                  JOIN pg_catalog.pg_class AS c ON o.class = 'pg_catalog.pg_class'::regclass AND c.oid = o.object
                  JOIN pg_catalog.pg_roles AS r ON r.rolname = o.role AND NOT r.rolsuper AND pg_catalog.pg_has_role(r.oid, c.relowner, 'MEMBER')) AS x
            GROUP BY x.role
            """, "Let a role for migrations own the tables: an owner may change them, and REVOKE does not bind it, so that a tombstone by REVOKE shows nothing."),
        new("powers", """
            SELECT DISTINCT pg_catalog.format('the application''s role %I is a member of %I', s.role, g.rolname)
            FROM migration_guard.statement AS s JOIN migration_guard.version AS v ON v.id = s.version AND v.state = 'live'
            JOIN pg_catalog.pg_roles AS g ON g.rolname IN ('migration_guard_break_glass', 'migration_guard_approver', 'migration_guard_publisher', 'migration_guard_releaser')
            JOIN pg_catalog.pg_roles AS r ON r.rolname = s.role AND NOT r.rolsuper AND pg_catalog.pg_has_role(r.oid, g.oid, 'MEMBER')
            """, "REVOKE it: these roles are for people and for the pipeline."),
    ];
}
