using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Failures;

public sealed class IndexFailureTests
{
    private const string None = "-- migrationguard: no-transaction\n";
    private const string Long = "a_very_long_name_that_goes_on_and_on_and_on_and_on_until_nobody_reads_it";

    [TestCase("CREATE INDEX CONCURRENTLY i ON orders (a);")]
    [TestCase("DROP INDEX CONCURRENTLY i;")]
    [TestCase("REINDEX DATABASE shop;")]
    [TestCase("VACUUM orders;")]
    [TestCase("CREATE DATABASE shop;")]
    public void The_transaction_of_the_runner_refuses(string sql)
        => Assert.That(Single("MG0620", sql).Effect, Is.EqualTo("The migration fails here, because the migration runner opened a transaction"));

    [TestCase("BEGIN; CREATE INDEX CONCURRENTLY i ON orders (a); COMMIT;", "this script opened a transaction")]
    [TestCase("DO $$ BEGIN CREATE INDEX CONCURRENTLY i ON orders (a); END $$;", "a block is always a transaction")]
    [TestCase("DO $$ BEGIN EXECUTE 'CREATE INDEX CONCURRENTLY i ON orders (a)'; END $$;", "a block is always a transaction")]
    public void So_do_transactions_and_blocks_of_the_script(string sql, string why) => Assert.That(Single("MG0620", None + sql).Effect, Does.EndWith(why));

    [TestCase(None + "CREATE INDEX CONCURRENTLY i ON orders (a);")]
    [TestCase("REFRESH MATERIALIZED VIEW CONCURRENTLY totals;")]
    [TestCase("ALTER TYPE mood ADD VALUE 'happy';", Description = "allowed since version 12")]
    public void A_transaction_does_not_matter_to(string sql) => Assert.That(Check.Finds("MG0620", "postgresql 16", sql), Is.False);

    [Test]
    public void What_IF_NOT_EXISTS_would_keep_is_dropped_in_the_schema_of_the_table()
    {
        var finding = Single("MG0622", None + "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON shop.orders (a);");
        Assert.That((finding.Severity, finding.Suggestion), Is.EqualTo((Severity.Info, "DROP INDEX CONCURRENTLY IF EXISTS shop.i;\nCREATE INDEX CONCURRENTLY i ON shop.orders (a);")));
    }

    [TestCase("DROP INDEX CONCURRENTLY IF EXISTS i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON orders (a);")]
    [TestCase("CREATE TABLE n (a int); CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON n (a);")]
    [TestCase("CREATE INDEX IF NOT EXISTS i ON orders (a);")]
    public void Nothing_invalid_is_kept_by(string sql) => Assert.That(Check.Finds("MG0622", "postgresql 16", None + sql), Is.False);

    [TestCase("postgresql 16", "ALTER TABLE orders ADD COLUMN " + Long + " int;", "72 of at most 63: the server cuts it silently")]
    [TestCase("postgresql 16", "CREATE TABLE n (id int, " + Long + " int);", "72 of at most 63")]
    [TestCase("postgresql 16", "ALTER TABLE orders RENAME COLUMN a TO " + Long + ";", "72 of at most 63")]
    [TestCase("sqlserver 2022 standard", "ALTER TABLE dbo.Orders ADD " + Long + Long + " int NULL;", "144 of at most 128: the server refuses it")]
    public void A_name_that_is_too_long_says_what_becomes_of_it(string server, string sql, string effect)
        => Assert.That(Check.Findings(server, sql).Single(f => f.Rule.Id == "MG0629").Effect, Does.Contain(effect));

    [Test]
    public void Length_is_counted_in_bytes() => Assert.That(Check.Finds("MG0629", "postgresql 16", "CREATE TABLE größe_" + new string('ö', 30) + " (id int);"));

    [Test]
    public void SQL_Server_takes_128_characters() => Assert.That(Check.Finds("MG0629", "sqlserver 2022 standard", $"ALTER TABLE dbo.Orders ADD {Long} int NULL;"), Is.False);

    private static Finding Single(string rule, string sql) => Check.Findings("postgresql 16", sql).Single(f => f.Rule.Id == rule);
}
