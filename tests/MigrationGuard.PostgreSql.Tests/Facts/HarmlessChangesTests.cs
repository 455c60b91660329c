using MigrationGuard.TestKit;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Facts;

public sealed class HarmlessChangesTests
{
    private const string Literals =
        """
        CREATE TABLE literals (
            at timestamptz DEFAULT '2020-01-01 00:00+02', day date DEFAULT '2020-02-01', length interval DEFAULT '1 day 02:00', raw bytea DEFAULT '\x00ff',
            number float8 DEFAULT 0.1, cost money DEFAULT '12.34', doc xml, "order" integer
        )
        """;

    // Names of the relation itself in every place where the server writes them back.
    private const string Self =
        """
        CREATE TABLE self (id integer PRIMARY KEY, users integer, note text);
        ALTER TABLE self ADD CHECK (self.* IS NOT NULL), ADD FOREIGN KEY (users) REFERENCES self;
        CREATE INDEX ON self ((self.* IS NOT NULL)) WHERE self.* IS NOT NULL;
        CREATE TRIGGER touch BEFORE UPDATE ON self FOR EACH ROW WHEN (old.* IS DISTINCT FROM new.* AND new.note <> ') EXECUTE FUNCTION self.') EXECUTE FUNCTION audit('self');
        CREATE RULE copies AS ON INSERT TO self WHERE EXISTS (SELECT FROM self WHERE self.id = new.id) DO ALSO SELECT self.id FROM self;
        CREATE POLICY own ON self USING (EXISTS (SELECT FROM parent WHERE parent.id = self.id) AND EXISTS (SELECT FROM self inner_self WHERE inner_self.users = self.id) AND EXISTS (SELECT FROM self WHERE id = 1));
        """;

    private readonly FactsDatabases _databases = new();

    private static IEnumerable<TestCaseData> Changes =>
        from major in PostgresServer.Majors
        from sql in Harmless
        select new TestCaseData(major, sql);

    private static IEnumerable<TestCaseData> Renames =>
        from major in PostgresServer.Majors
        from name in new[] { "people", "\"select\"", "\"O'Brien \"\"x\"\"\"", "\"naïve Größe 表\"", "\"self_1\"", $"\"{new string('x', 63)}\"" }
        select new TestCaseData(major, name);

    private static IEnumerable<string> Harmless =>
    [
        "VACUUM child", "VACUUM FULL child", "ANALYZE", "CLUSTER child USING child_pkey", "REINDEX TABLE child", "CHECKPOINT",
        "COMMENT ON TABLE child IS 'text'", "COMMENT ON COLUMN child.name IS 'text'",
        "ALTER TABLE child ALTER name SET STATISTICS 500", "ALTER TABLE child ALTER name SET STORAGE EXTERNAL", "ALTER TABLE child ALTER name SET (n_distinct = 5)",
        "ALTER TABLE child SET (fillfactor = 50)", "ALTER TABLE child SET TABLESPACE pg_default", "CREATE STATISTICS child_statistics ON id, name FROM child; DROP STATISTICS child_statistics",
        "ALTER TABLE child ADD COLUMN gone text; ALTER TABLE child DROP COLUMN gone",
        "INSERT INTO parent VALUES (1, 'a'); INSERT INTO child (id, parent, name) VALUES (1, 1, 'x'); UPDATE child SET name = 'y'; DELETE FROM child; DELETE FROM parent",
        "SELECT setval('numbers', 50)", "TRUNCATE child CASCADE", "REFRESH MATERIALIZED VIEW totals",
        "DROP VIEW child_names; CREATE VIEW child_names AS SELECT id, name AS title, twice(spare) AS doubled FROM child; GRANT SELECT, INSERT, UPDATE, DELETE ON child_names TO {role}",
        "DROP INDEX child_name; CREATE INDEX child_name ON child (name)",
        "DROP FUNCTION greet; CREATE FUNCTION greet(name text DEFAULT 'you') RETURNS text LANGUAGE plpgsql SET work_mem = '1MB' AS 'BEGIN RETURN name; END'",
        "CREATE OR REPLACE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        """
        DROP TABLE plain;
        CREATE TABLE plain (gone text, id integer NOT NULL, name text, n integer DEFAULT twice(2));
        ALTER TABLE plain DROP COLUMN gone;
        GRANT SELECT, INSERT, UPDATE, DELETE ON plain TO {role};
        CREATE POLICY plain_policy ON plain FOR UPDATE TO {role} USING (id > 0) WITH CHECK (EXISTS (SELECT FROM parent WHERE parent.id = plain.id));
        CREATE RULE plain_rule AS ON UPDATE TO plain WHERE new.id > 5 DO ALSO DELETE FROM parent WHERE id = new.id
        """,
        "ALTER TABLE child DROP CONSTRAINT child_parent; ALTER TABLE child ADD CONSTRAINT child_parent FOREIGN KEY (parent) REFERENCES parent NOT VALID; ALTER TABLE child VALIDATE CONSTRAINT child_parent",
        "CREATE TEMPORARY TABLE own () INHERITS (base)",
        "CREATE STATISTICS s ON id, parent FROM child; ALTER TABLE child SET (autovacuum_enabled = off)",
        "GRANT CREATE ON SCHEMA app TO {role}; REVOKE CREATE ON SCHEMA app FROM {role}",
        "ALTER ROLE {role} PASSWORD 'secret' CONNECTION LIMIT 5",
    ];

    [OneTimeTearDown]
    public void Drop() => _databases.Dispose();

    [TestCaseSource(nameof(Changes))]
    public void What_no_statement_can_notice_alters_nothing(int major, string sql)
    {
        var database = _databases[major];
        using var connection = database.Open();
        var before = database.Read(connection);
        database.Run(connection, sql);
        Assert.That(FactPaths.Differing(before, database.Read(connection)), Is.Empty);
    }

    [TestCaseSource(nameof(Renames))]
    public void A_renamed_table_keeps_its_facts(int major, string name)
    {
        var database = _databases[major];
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        database.Run(connection, Self);
        var before = database.Read(connection);
        database.Run(connection, $"ALTER TABLE self RENAME TO {name}");
        var renamed = database.Read(connection).Single(found => found.Key.StartsWith("relation ", StringComparison.Ordinal) && !before.ContainsKey(found.Key)).Value;
        Assert.Multiple(() =>
        {
            Assert.That(renamed.ToJsonString(), Is.EqualTo(before["relation app.self"].ToJsonString()));
            Assert.That((string?)renamed["policies"]!["own"]!["using"], Does.Contain("= $self.id").And.Contain("FROM $self $self_1").And.Contain("inner_self.users"));
            Assert.That((string?)renamed["triggers"]!["touch"]!["when"], Does.Contain("') EXECUTE FUNCTION self.'"));
        });
    }

    [TestCaseSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
    public void The_settings_of_a_session_alter_nothing(int major)
    {
        var database = _databases[major];
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        database.Run(connection, Literals);
        var before = database.Read(connection);
        database.Run(
            connection,
            """
            SET search_path = pg_temp; SET datestyle = 'German'; SET timezone = 'Asia/Tokyo'; SET intervalstyle = 'iso_8601'; SET bytea_output = 'escape';
            SET extra_float_digits = 0; SET quote_all_identifiers = on; SET xmlbinary = 'hex'; SET standard_conforming_strings = off; SET row_security = off;
            SET enable_nestloop = off; SET check_function_bodies = off; CREATE TEMPORARY TABLE pg_class (oid oid); SET search_path = app, pg_temp, pg_catalog
            """);
        Assert.That(FactPaths.Differing(before, database.Read(connection)), Is.Empty);
    }

    [TestCaseSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
    public void The_same_objects_made_in_another_database_have_the_same_facts(int major)
    {
        using var other = new FactsDatabase(major);
        using var here = _databases[major].Open();
        using var there = other.Open();
        Assert.That(FactPaths.Differing(_databases[major].Read(here), other.Read(there)), Is.Empty);
    }
}
