namespace MigrationGuard.Database.Tests.Facts.Rehearsals;

internal static class TableRehearsals
{
    public static IReadOnlyList<Rehearsal> All { get; } =
    [
        new("CREATE TABLE n (id integer PRIMARY KEY, name text UNIQUE)"),
        new("CREATE TABLE IF NOT EXISTS t (id integer, p integer REFERENCES parent)"),
        new("CREATE TABLE n (id integer PRIMARY KEY, p integer REFERENCES parent, q integer, FOREIGN KEY (q) REFERENCES t (id))"),
        new("CREATE TABLE n (id integer PRIMARY KEY, n integer REFERENCES n)"),
        new("CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (100) TO (200)"),
        new("CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (200) TO (300)")
        {
            Setup = "CREATE TABLE parts_rest PARTITION OF parts DEFAULT; INSERT INTO parts VALUES (1000)",
        },
        new("CREATE TABLE parts_rest PARTITION OF parts DEFAULT"),
        new("CREATE TABLE n (more integer) INHERITS (t)"),
        new("CREATE TABLE n (LIKE t INCLUDING ALL)"),
        new("CREATE TABLE n AS SELECT * FROM t"),
        new("CREATE UNLOGGED TABLE n (id integer)"),
        new("DROP TABLE t"),
        new("DROP TABLE child"),
        new("DROP TABLE parent CASCADE"),
        new("DROP TABLE parts"),
        new("DROP TABLE parts_1"),
        new("DROP TABLE parts_1") { Setup = "CREATE TABLE parts_rest PARTITION OF parts DEFAULT" },
        new("ALTER TABLE t RENAME TO t2"),
        new("ALTER TABLE parts RENAME TO parts2"),
        new("ALTER TABLE t SET SCHEMA other") { Setup = "DROP SCHEMA IF EXISTS other CASCADE; CREATE SCHEMA other" },
        new("ALTER TABLE t SET UNLOGGED"),
        new("ALTER TABLE u SET LOGGED") { Setup = "CREATE UNLOGGED TABLE u (id integer); INSERT INTO u VALUES (1)" },
        new("ALTER TABLE t SET (fillfactor = 70)"),
        new("ALTER TABLE t SET (autovacuum_enabled = false)"),
        new("ALTER TABLE t RESET (fillfactor)"),
        new("ALTER TABLE t REPLICA IDENTITY FULL"),
        new("ALTER TABLE t CLUSTER ON t_a"),
        new("ALTER TABLE t SET WITHOUT CLUSTER"),
        new("ALTER TABLE t SET ACCESS METHOD heap2") { Setup = "DROP ACCESS METHOD IF EXISTS heap2; CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler" },
        new("CLUSTER t USING t_a"),
        new("VACUUM (FULL) t") { Blocker = "SELECT * FROM t LIMIT 1" },
        new("VACUUM FULL t") { Blocker = "SELECT * FROM t LIMIT 1" },
        new("VACUUM t") { Blocker = "LOCK TABLE t IN SHARE UPDATE EXCLUSIVE MODE" },
        new("VACUUM ANALYZE t") { Blocker = "LOCK TABLE t IN SHARE UPDATE EXCLUSIVE MODE" },
        new("ANALYZE t"),
        new("LOCK TABLE t"),
        new("LOCK TABLE t, parent IN ACCESS SHARE MODE"),
        new("LOCK TABLE t IN ROW SHARE MODE"),
        new("LOCK TABLE t IN ROW EXCLUSIVE MODE"),
        new("LOCK TABLE parts IN SHARE UPDATE EXCLUSIVE MODE"),
        new("LOCK TABLE t IN SHARE MODE"),
        new("LOCK TABLE t IN SHARE ROW EXCLUSIVE MODE"),
        new("LOCK TABLE t IN EXCLUSIVE MODE"),
        new("ALTER TABLE heir INHERIT t") { Setup = "CREATE TABLE heir (LIKE t INCLUDING CONSTRAINTS)" },
        new("ALTER TABLE heir NO INHERIT t") { Setup = "CREATE TABLE heir () INHERITS (t)" },
        new("ALTER TABLE t ADD COLUMN x integer") { Setup = "CREATE TABLE heir () INHERITS (t)" },
        new("ALTER TABLE parts ATTACH PARTITION p2 FOR VALUES FROM (100) TO (200)") { Setup = "CREATE TABLE p2 (LIKE parts); INSERT INTO p2 VALUES (100)" },
        new("ALTER TABLE parts ATTACH PARTITION p2 FOR VALUES FROM (100) TO (200)")
        {
            Setup = "CREATE TABLE p2 (LIKE parts, CONSTRAINT c CHECK (id >= 100 AND id < 200)); INSERT INTO p2 VALUES (100)",
        },
        new("ALTER TABLE parts ATTACH PARTITION p2 FOR VALUES FROM (100) TO (200)")
        {
            Setup = "CREATE TABLE p2 (id integer NOT NULL, at date, CONSTRAINT c CHECK (id >= 100 AND id < 150)); INSERT INTO p2 VALUES (100)",
            Cautious = true,
        },
        new("ALTER TABLE parts ATTACH PARTITION p2 FOR VALUES FROM (100) TO (200)")
        {
            Setup = "CREATE TABLE p2 (LIKE parts); INSERT INTO p2 VALUES (100); CREATE TABLE parts_rest PARTITION OF parts DEFAULT; INSERT INTO parts VALUES (1000)",
        },
        new("ALTER TABLE parts ATTACH PARTITION p2 FOR VALUES FROM (100) TO (200)")
        {
            Setup = """
                CREATE TABLE p2 (LIKE parts, CONSTRAINT c CHECK (id >= 100 AND id < 200)); INSERT INTO p2 VALUES (100);
                CREATE TABLE parts_rest PARTITION OF parts DEFAULT; INSERT INTO parts VALUES (1000);
                ALTER TABLE parts_rest ADD CONSTRAINT r CHECK (id < 100 OR id >= 200)
                """,
        },
        new("ALTER TABLE pr ATTACH PARTITION p2 FOR VALUES FROM (100) TO (200)")
        {
            Setup = "CREATE TABLE pr (id integer NOT NULL REFERENCES parent) PARTITION BY RANGE (id); CREATE TABLE p2 (id integer NOT NULL)",
        },
        new("ALTER INDEX parts_id ATTACH PARTITION parts_1_id") { Setup = "CREATE INDEX parts_id ON ONLY parts (id); CREATE INDEX parts_1_id ON parts_1 (id)" },
        new("ALTER TABLE parts DETACH PARTITION parts_1"),
        new("ALTER TABLE parts DETACH PARTITION parts_1") { Setup = "CREATE TABLE parts_rest PARTITION OF parts DEFAULT" },
        new("ALTER TABLE parts DETACH PARTITION parts_1 CONCURRENTLY") { Blocker = "SELECT * FROM parts_1 LIMIT 1" },
    ];
}
