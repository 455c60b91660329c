using MigrationGuard.Checking;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Sql;

namespace MigrationGuard.Tests.Checking;

public sealed class LikelyTransactionTests
{
    [TestCase("ALTER TABLE orders ADD COLUMN note text; UPDATE orders SET note = '';", TransactionMode.Single)]
    [TestCase("BEGIN; ALTER TABLE orders ADD COLUMN note text; COMMIT;", TransactionMode.None)]
    [TestCase("SET lock_timeout = '2s'; CREATE INDEX CONCURRENTLY i ON orders (note);", TransactionMode.None)]
    [TestCase("DROP INDEX CONCURRENTLY i; CREATE INDEX CONCURRENTLY i ON orders (note);", TransactionMode.None)]
    [TestCase("CREATE INDEX CONCURRENTLY i ON orders (note); ALTER TABLE orders ADD COLUMN note text;", TransactionMode.Single)]
    [TestCase("", TransactionMode.Single)]
    public void The_script_tells_how_it_is_probably_run(string sql, TransactionMode expected)
    {
        var script = Sqls.Reader(SqlDialect.PostgreSql).Read(new SqlSource("script.sql", sql));
        Assert.That(LikelyTransaction.Of(script.Steps, PostgreSql.Of(16)), Is.EqualTo(expected));
    }
}
