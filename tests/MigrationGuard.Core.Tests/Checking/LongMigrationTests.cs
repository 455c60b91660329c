using MigrationGuard.Checking;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Sql;
using MigrationGuard.TestKit;

namespace MigrationGuard.Tests.Checking;

/// <summary>One migration of thousands of statements of one kind.</summary>
public sealed class LongMigrationTests
{
    private const int Statements = 4000;

    [TestCase("CREATE TABLE t{0} (id bigint PRIMARY KEY, a text);")]
    [TestCase("CREATE TABLE p{0} PARTITION OF t FOR VALUES FROM ({0}) TO ({0}1);")]
    [TestCase("ALTER TABLE t ATTACH PARTITION p{0} FOR VALUES FROM ({0}) TO ({0}1);")]
    [TestCase("ALTER TABLE t DETACH PARTITION p{0};")]
    [TestCase("BEGIN; ALTER TABLE t{0} ADD COLUMN a int; COMMIT;")]
    [TestCase("BEGIN; ALTER TABLE t{0} ALTER COLUMN a SET NOT NULL; COMMIT;")]
    [TestCase("CREATE INDEX i{0} ON t{0} (a);")]
    [TestCase("CREATE INDEX CONCURRENTLY IF NOT EXISTS i{0} ON t{0} (a);")]
    [TestCase("DROP INDEX i{0}; CREATE INDEX i{0} ON t{0} (a);")]
    [TestCase("DROP INDEX CONCURRENTLY i{0};")]
    [TestCase("DROP TABLE t{0};")]
    [TestCase("DROP TABLE t{0}; CREATE TABLE t{0} (id int);")]
    [TestCase("CREATE TABLE t{0} (id bigint PRIMARY KEY, parent bigint REFERENCES users);")]
    [TestCase("ALTER TABLE t{0} ADD COLUMN a int;")]
    [TestCase("ALTER TABLE t{0} ADD COLUMN a int NOT NULL;")]
    [TestCase("ALTER TABLE t{0} DROP COLUMN a;")]
    [TestCase("ALTER TABLE t{0} DROP COLUMN a; ALTER TABLE t{0} ADD COLUMN b text;")]
    [TestCase("ALTER TABLE t{0} RENAME COLUMN a TO b;")]
    [TestCase("ALTER TABLE t{0} RENAME TO u{0};")]
    [TestCase("ALTER TABLE t{0} RENAME TO u{0}; CREATE VIEW t{0} AS SELECT a FROM u{0};")]
    [TestCase("ALTER TABLE t{0} ALTER COLUMN a TYPE bigint;")]
    [TestCase("ALTER TABLE t{0} ALTER COLUMN a SET NOT NULL;")]
    [TestCase("ALTER TABLE t{0} ALTER COLUMN a SET DEFAULT 1;")]
    [TestCase("ALTER TABLE t{0} ADD CONSTRAINT c{0} CHECK (a > 0);")]
    [TestCase("ALTER TABLE t{0} ADD CONSTRAINT c{0} CHECK (a > 0) NOT VALID; ALTER TABLE t{0} VALIDATE CONSTRAINT c{0};")]
    [TestCase("ALTER TABLE t{0} ADD CONSTRAINT c{0} FOREIGN KEY (a) REFERENCES users (id);")]
    [TestCase("ALTER TABLE t{0} ADD CONSTRAINT c{0} UNIQUE (a);")]
    [TestCase("ALTER TABLE t{0} ADD PRIMARY KEY (id);")]
    [TestCase("ALTER TABLE t{0} DROP CONSTRAINT c{0};")]
    [TestCase("ALTER TABLE t{0} DROP CONSTRAINT c{0}, ADD CONSTRAINT c{0} CHECK (a > 1);")]
    [TestCase("ALTER TYPE e{0} ADD VALUE 'x';")]
    [TestCase("ALTER TYPE e{0} RENAME TO f{0}; CREATE TYPE e{0} AS ENUM ('a');")]
    [TestCase("DROP TYPE e{0};")]
    [TestCase("DROP SEQUENCE s{0};")]
    [TestCase("CREATE VIEW v{0} AS SELECT a FROM t{0};")]
    [TestCase("CREATE VIEW v{0} AS SELECT a FROM t;")]
    [TestCase("DROP VIEW v{0};")]
    [TestCase("DROP VIEW v{0}; CREATE VIEW v{0} AS SELECT a FROM t{0};")]
    [TestCase("CREATE FUNCTION f{0}() RETURNS int LANGUAGE sql AS 'SELECT 1';")]
    [TestCase("CREATE OR REPLACE FUNCTION f{0}() RETURNS int LANGUAGE sql AS 'SELECT 1';")]
    [TestCase("DROP FUNCTION f{0}();")]
    [TestCase("DROP FUNCTION f{0}(); CREATE FUNCTION f{0}() RETURNS int LANGUAGE sql AS 'SELECT 1';")]
    [TestCase("CREATE TRIGGER x{0} BEFORE INSERT ON t{0} FOR EACH ROW EXECUTE FUNCTION f();")]
    [TestCase("DROP TRIGGER x{0} ON t{0};")]
    [TestCase("DROP TRIGGER x{0} ON t{0}; CREATE TRIGGER x{0} BEFORE INSERT ON t{0} FOR EACH ROW EXECUTE FUNCTION f();")]
    [TestCase("DROP SCHEMA s{0};")]
    [TestCase("ALTER TABLE t{0} SET SCHEMA app;")]
    [TestCase("GRANT SELECT ON t{0} TO app;")]
    [TestCase("ALTER TABLE t{0} ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t{0} USING (true);")]
    [TestCase("INSERT INTO t{0} VALUES (1);")]
    [TestCase("UPDATE t{0} SET a = 1;")]
    [TestCase("UPDATE t SET a = 1 WHERE id = {0};")]
    [TestCase("DELETE FROM t{0} WHERE id = {0};")]
    [TestCase("UPDATE t{0} SET a = 1; ALTER TABLE t{0} ALTER COLUMN a SET NOT NULL;")]
    [TestCase("SELECT {0};")]
    [TestCase("DO $$ BEGIN ALTER TABLE t{0} ADD COLUMN a int; END $$;")]
    [TestCase("this is no statement {0};")]
    public void Statements_of_PostgreSQL_are_checked_in_linear_time(string statement) => AssertLinear(PostgreSql.Of(16), statement);

    [TestCase("CREATE TABLE t{0} (id bigint PRIMARY KEY, a int);")]
    [TestCase("CREATE INDEX i{0} ON t{0} (a);")]
    [TestCase("DROP INDEX i{0} ON t{0}; CREATE INDEX i{0} ON t{0} (a);")]
    [TestCase("DROP TABLE t{0};")]
    [TestCase("ALTER TABLE t{0} ADD a int;")]
    [TestCase("ALTER TABLE t{0} DROP COLUMN a;")]
    [TestCase("ALTER TABLE t{0} ALTER COLUMN a bigint;")]
    [TestCase("ALTER TABLE t{0} ADD CONSTRAINT c{0} CHECK (a > 0);")]
    [TestCase("ALTER TABLE t{0} WITH NOCHECK ADD CONSTRAINT c{0} FOREIGN KEY (a) REFERENCES users (id);")]
    [TestCase("ALTER TABLE t{0} DROP CONSTRAINT c{0};")]
    [TestCase("EXEC sp_rename 't{0}.a', 'b', 'COLUMN';")]
    [TestCase("EXEC sp_rename 't{0}', 'u{0}';\nGO\nCREATE VIEW t{0} AS SELECT a FROM u{0};\nGO\n")]
    [TestCase("BEGIN TRAN; ALTER TABLE t{0} ADD a int; COMMIT;")]
    [TestCase("IF COL_LENGTH('t{0}', 'a') IS NULL ALTER TABLE t{0} ADD a int;")]
    [TestCase("INSERT INTO t{0} VALUES (1);")]
    [TestCase("UPDATE t{0} SET a = 1;")]
    [TestCase("ALTER TABLE t{0} ADD a int;\nUPDATE t{0} SET a = 1;")]
    [TestCase("CREATE PROCEDURE p{0} AS SELECT 1;\nGO\n")]
    [TestCase("DROP PROCEDURE p{0};")]
    [TestCase("SELECT {0};\nGO\n")]
    public void Statements_of_SQL_Server_are_checked_in_linear_time(string statement)
        => AssertLinear(DatabaseCandidates.TryCreate("sqlserver", "2019", "standard", out _)!.All[0], statement);

    private static void AssertLinear(Database database, string statement) => Growth.AssertLinear(Statements, count =>
    {
        var text = string.Join("\n", Enumerable.Range(1, count).Select(i => statement.Replace("{0}", i.ToString(), StringComparison.Ordinal)));
        return () => Check(text, database);
    });

    private static void Check(string text, Database database)
    {
        var script = Sqls.Reader(database.Syntax.Dialect).Read(new SqlSource("001_long.sql", text));
        var migration = new Migration { Id = new MigrationId("001", "long"), Path = "001_long.sql", Steps = script.Steps, StatementCount = script.StatementCount };
        MigrationChecker.Check([migration], Checked.Options with { Candidates = [database] });
    }
}
