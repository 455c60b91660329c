namespace MigrationGuard.Database.Tests.Facts.Rehearsals;

/// <summary>Operations on a partitioned table: which of them go down to the partitions.</summary>
internal static class TreeRehearsals
{
    private const string Trigger = """
        CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER g AFTER INSERT ON parts FOR EACH ROW EXECUTE FUNCTION f();
        """;

    public static IReadOnlyList<Rehearsal> All { get; } =
    [
        new("ANALYZE parts"),
        new("ALTER TABLE parts DISABLE TRIGGER ALL") { Setup = Trigger },
        new("DROP TRIGGER g ON parts") { Setup = Trigger },
        new("ALTER TABLE parts ALTER COLUMN at SET STATISTICS 5"),
        new("ALTER TABLE parts ALTER COLUMN at SET STORAGE PLAIN"),
        new("ALTER TABLE parts ALTER COLUMN at SET DEFAULT '2024-01-01'"),
        new("ALTER TABLE parts ALTER COLUMN id DROP NOT NULL"),
        new("ALTER TABLE parts ALTER COLUMN at SET NOT NULL") { Setup = "UPDATE parts SET at = '2024-01-01'" },
        new("ALTER TABLE parts RENAME COLUMN at TO happened"),
        new("ALTER TABLE parts ALTER COLUMN at TYPE timestamp"),
        new("ALTER TABLE parts ADD COLUMN x timestamptz DEFAULT clock_timestamp()"),
        new("ALTER TABLE parts ADD CONSTRAINT k UNIQUE (id)"),
        new("ALTER TABLE parts ADD PRIMARY KEY (id)"),
        new("ALTER TABLE parts VALIDATE CONSTRAINT k") { Setup = "ALTER TABLE parts ADD CONSTRAINT k CHECK (id > 0) NOT VALID" },
        new("ALTER TABLE parts DROP CONSTRAINT k") { Setup = "ALTER TABLE parts ADD CONSTRAINT k CHECK (id > 0)" },
        new("ALTER TABLE parts DROP CONSTRAINT k") { Setup = "ALTER TABLE parts ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES parent (id)" },
        new("ALTER TABLE parts RENAME CONSTRAINT k TO k2") { Setup = "ALTER TABLE parts ADD CONSTRAINT k CHECK (id > 0)" },
        new("DROP INDEX i") { Setup = "CREATE INDEX i ON parts (at)" },
        new("ALTER TABLE parts ENABLE ROW LEVEL SECURITY"),
        new("ALTER TABLE parts OWNER TO pg_monitor"),
        new("ALTER TABLE parts_1 RENAME TO parts_one"),
        new("CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (100) TO (200)") { Setup = "ALTER TABLE parts ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES parent (id)" },
        new("ALTER TABLE parts DETACH PARTITION parts_1") { Setup = "ALTER TABLE parts ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES parent (id)" },
        new("DROP TABLE parts") { Setup = "ALTER TABLE parts ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES parent (id)" },
        new("TRUNCATE parts_1"),
        new("INSERT INTO parts_1 VALUES (50)"),
    ];
}
