using MigrationGuard.Cli.Sources;
using MigrationGuard.Databases;

namespace MigrationGuard.Cli.Tests.Sources;

public sealed class DialectDetectorTests
{
    [TestCase("CREATE TABLE t (id serial);")]
    [TestCase("SELECT now()::date;")]
    [TestCase("DO $$ BEGIN END $$;")]
    [TestCase("CREATE FUNCTION f() RETURNS int AS $body$ SELECT 1 $body$ LANGUAGE sql;")]
    [TestCase("INSERT INTO t VALUES (1) RETURNING id;")]
    [TestCase("\\connect db\nSELECT 1;")]
    public void This_is_PostgreSQL(string sql) => Assert.That(Decide(sql), Is.EqualTo(DatabaseKinds.PostgreSql));

    [TestCase("CREATE TABLE [dbo].[t] ([id] int);")]
    [TestCase("SELECT 1\nGO\nSELECT 2\ngo 5\n")]
    [TestCase("ALTER TABLE t ADD c nvarchar(10);")]
    [TestCase("EXEC sp_rename 't.a', 'b', 'COLUMN';")]
    [TestCase("DECLARE @x int;")]
    public void This_is_SQL_Server(string sql) => Assert.That(Decide(sql), Is.EqualTo(DatabaseKinds.SqlServer));

    [TestCase("ALTER TABLE t DROP COLUMN c;")]
    [TestCase("-- GO\n/* nvarchar */ SELECT 'sp_rename', \"[dbo]\";")]
    [TestCase("CREATE TABLE t (a serial); CREATE TABLE u (b nvarchar(10));")]
    [TestCase("")]
    public void This_may_be_either(string sql) => Assert.That(Decide(sql), Is.EqualTo(DatabaseKinds.None));

    [Test]
    public void An_array_index_in_much_PostgreSQL_does_not_make_it_SQL_Server()
        => Assert.That(Decide("SELECT x[i]::text, y::int, z::jsonb, a::date, b::uuid FROM t;"), Is.EqualTo(DatabaseKinds.PostgreSql));

    private static DatabaseKinds Decide(string sql) => DialectDetector.Decide(DialectDetector.Signs(sql));
}
