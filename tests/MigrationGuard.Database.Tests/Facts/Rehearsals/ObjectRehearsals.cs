namespace MigrationGuard.Database.Tests.Facts.Rehearsals;

internal static class ObjectRehearsals
{
    private const string TriggerFunction = "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";
    private const string Trigger = TriggerFunction + "; CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()";
    private const string Rule = "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING";
    private const string Policy = "CREATE POLICY own ON t USING (a > 0)";
    private const string View = "CREATE VIEW v AS SELECT id, a FROM t";

    public static IReadOnlyList<Rehearsal> All { get; } =
    [
        new("CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()") { Setup = TriggerFunction },
        new("CREATE TRIGGER g AFTER INSERT ON parts FOR EACH ROW EXECUTE FUNCTION f()") { Setup = TriggerFunction },
        new("DROP TRIGGER g ON t") { Setup = Trigger },
        new("ALTER TABLE t DISABLE TRIGGER g") { Setup = Trigger },
        new("ALTER TABLE t ENABLE TRIGGER ALL") { Setup = Trigger },
        new(Rule),
        new("DROP RULE r ON t") { Setup = Rule },
        new("ALTER TABLE t DISABLE RULE r") { Setup = Rule },
        new("ALTER TABLE t ENABLE ROW LEVEL SECURITY"),
        new("ALTER TABLE t FORCE ROW LEVEL SECURITY"),
        new(Policy),
        new("ALTER POLICY own ON t USING (a > 1)") { Setup = Policy },
        new("DROP POLICY own ON t") { Setup = Policy },
        new(View),
        new("CREATE OR REPLACE VIEW v AS SELECT id, a, b FROM t") { Setup = View },
        new("CREATE MATERIALIZED VIEW v AS SELECT id, a FROM t"),
        new("DROP VIEW v") { Setup = View },
        new("ALTER VIEW v RENAME TO v2") { Setup = View },
        new("ALTER VIEW v ALTER COLUMN a SET DEFAULT 5") { Setup = View },
        new("DROP MATERIALIZED VIEW mv") { Setup = "CREATE MATERIALIZED VIEW mv AS SELECT * FROM t" },
        new("CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'"),
        new("DROP FUNCTION f()") { Setup = "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'" },
        new("ALTER FUNCTION f() RENAME TO f2") { Setup = "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'" },
        new("ALTER FUNCTION f() STABLE") { Setup = "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'" },
        new("CREATE SEQUENCE s"),
        new("ALTER SEQUENCE s RESTART WITH 100") { Setup = "CREATE SEQUENCE s" },
        new("DROP SEQUENCE s") { Setup = "CREATE SEQUENCE s" },
        new("CREATE SCHEMA brand_new"),
        new("DROP SCHEMA other") { Setup = "DROP SCHEMA IF EXISTS other CASCADE; CREATE SCHEMA other" },
        new("DROP SCHEMA other CASCADE") { Setup = "DROP SCHEMA IF EXISTS other CASCADE; CREATE SCHEMA other; CREATE TABLE other.x (id integer)" },
        new("SET lock_timeout = '2s'"),
        new("SAVEPOINT here"),
        new("DO $$ BEGIN NULL; END $$"),
        new("COMMENT ON TABLE t IS 'text'") { Unsaid = "t" },
        new("COMMENT ON COLUMN t.a IS 'text'") { Unsaid = "t" },
        new("GRANT SELECT ON t TO PUBLIC"),
        new("REVOKE SELECT ON t FROM PUBLIC"),
        new("ALTER TABLE t OWNER TO CURRENT_USER"),
        new("ALTER FUNCTION f() OWNER TO CURRENT_USER") { Setup = "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'" },
        new("ALTER TABLE t OWNER TO pg_monitor"),
        new("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC"),
    ];
}
