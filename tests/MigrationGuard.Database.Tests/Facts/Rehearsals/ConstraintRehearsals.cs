namespace MigrationGuard.Database.Tests.Facts.Rehearsals;

internal static class ConstraintRehearsals
{
    private const string NotValidCheck = "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID";
    private const string NotValidKey = "ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (p) REFERENCES parent NOT VALID";

    public static IReadOnlyList<Rehearsal> All { get; } =
    [
        new("ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (p) REFERENCES parent (id)"),
        new("ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (p) REFERENCES t (id)"),
        new(NotValidKey),
        new("ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (p) REFERENCES parent (id) NOT ENFORCED") { From = 18 },
        new("ALTER TABLE parts ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES parent (id)"),
        new("ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)"),
        new("ALTER TABLE parts ADD CONSTRAINT k CHECK (id > 0)"),
        new(NotValidCheck),
        new("ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT ENFORCED") { From = 18 },
        new("ALTER TABLE t ADD CONSTRAINT k NOT NULL a") { From = 18 },
        new("ALTER TABLE t ADD CONSTRAINT k NOT NULL a NOT VALID") { From = 18 },
        new("ALTER TABLE t ADD CONSTRAINT k NOT NULL a") { From = 18, Setup = "ALTER TABLE t ADD CONSTRAINT a_there CHECK (a IS NOT NULL)" },
        new("ALTER TABLE t ADD CONSTRAINT k UNIQUE (c, a)"),
        new("ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX u") { Setup = "CREATE UNIQUE INDEX u ON t (a)" },
        new("ALTER TABLE n ADD PRIMARY KEY (id)") { Setup = "CREATE TABLE n (id integer); INSERT INTO n VALUES (1)" },
        new("ALTER TABLE n ADD PRIMARY KEY (id)") { Setup = "CREATE TABLE n (id integer NOT NULL); INSERT INTO n VALUES (1)" },
        new("ALTER TABLE n ADD PRIMARY KEY (id)") { Setup = "CREATE TABLE n (id integer, CONSTRAINT there CHECK (id IS NOT NULL)); INSERT INTO n VALUES (1)" },
        new("ALTER TABLE n ADD CONSTRAINT k PRIMARY KEY USING INDEX u") { Setup = "CREATE TABLE n (id integer); INSERT INTO n VALUES (1); CREATE UNIQUE INDEX u ON n (id)" },
        new("ALTER TABLE n ADD CONSTRAINT k PRIMARY KEY USING INDEX u") { Setup = "CREATE TABLE n (id integer NOT NULL); INSERT INTO n VALUES (1); CREATE UNIQUE INDEX u ON n (id)" },
        new("ALTER TABLE n ADD CONSTRAINT k PRIMARY KEY USING INDEX u")
        {
            Setup = "CREATE TABLE n (id integer, CONSTRAINT there CHECK (id IS NOT NULL)); INSERT INTO n VALUES (1); CREATE UNIQUE INDEX u ON n (id)",
        },
        new("ALTER TABLE r ADD CONSTRAINT k EXCLUDE USING gist (during WITH &&)") { Setup = "CREATE TABLE r (during int4range); INSERT INTO r VALUES ('[1,2)')" },
        new("ALTER TABLE t VALIDATE CONSTRAINT k") { Setup = NotValidCheck },
        new("ALTER TABLE t VALIDATE CONSTRAINT k") { Setup = "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)" },
        new("ALTER TABLE t VALIDATE CONSTRAINT k") { Setup = NotValidKey },
        new("ALTER TABLE t VALIDATE CONSTRAINT k") { From = 18, Setup = "ALTER TABLE t ADD CONSTRAINT k NOT NULL a NOT VALID" },
        new("ALTER TABLE t DROP CONSTRAINT k") { Setup = "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)" },
        new("ALTER TABLE t DROP CONSTRAINT t_b_key"),
        new("ALTER TABLE child DROP CONSTRAINT child_parent"),
        new("ALTER TABLE parent DROP CONSTRAINT parent_pkey CASCADE"),
        new("ALTER TABLE t RENAME CONSTRAINT t_b_key TO t_b_unique"),
        new("ALTER TABLE child ALTER CONSTRAINT child_parent DEFERRABLE"),
    ];
}
