using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Transactions;

public sealed class RepeatabilityTests
{
    private const string None = "-- migrationguard: no-transaction\n";

    [Test]
    public void A_concurrent_build_needs_what_it_left_dropped_not_kept()
    {
        var finding = Check.Findings("postgresql 16", None + "CREATE INDEX CONCURRENTLY i ON shop.orders (a);").Single(f => f.Rule.Id == "MG0511");
        Assert.That(finding.Suggestion, Is.EqualTo("DROP INDEX CONCURRENTLY IF EXISTS shop.i;\nCREATE INDEX CONCURRENTLY i ON shop.orders (a);"));
    }

    [Test]
    public void What_it_asks_for_satisfies_it_and_the_rule_about_invalid_indexes()
    {
        var found = Check.Findings("postgresql 16", None + "DROP INDEX CONCURRENTLY IF EXISTS i; CREATE INDEX CONCURRENTLY i ON orders (a);");
        Assert.That(found.Select(f => f.Rule.Id), Has.None.EqualTo("MG0511").And.None.EqualTo("MG0622"));
    }

    [TestCase("ALTER TABLE orders ADD COLUMN a text; ALTER TABLE customers ADD COLUMN a text;", "IF NOT EXISTS")]
    [TestCase("DROP TABLE orders; ALTER TABLE customers ADD COLUMN IF NOT EXISTS a text;", "IF EXISTS")]
    public void A_statement_that_another_follows_needs_a_guard(string sql, string guard)
        => Assert.That(Check.Findings("postgresql 16", None + sql).Single(f => f.Rule.Id == "MG0511").Instead, Is.EqualTo("Write " + guard));

    [TestCase(None + "ALTER TABLE orders ADD COLUMN a text;", Description = "alone: done or not done")]
    [TestCase(None + "DO $$ BEGIN ALTER TABLE orders ADD COLUMN a text; ALTER TABLE orders ADD COLUMN b text; END $$;", Description = "one transaction")]
    [TestCase("ALTER TABLE orders ADD COLUMN a text; ALTER TABLE customers ADD COLUMN a text;")]
    [TestCase(None + "ALTER TABLE orders ADD COLUMN IF NOT EXISTS a text; ALTER TABLE customers ADD COLUMN IF NOT EXISTS a text;")]
    public void Nothing_is_left_half_done_by(string sql) => Assert.That(Check.Finds("MG0511", "postgresql 16", sql), Is.False);

    [TestCase("ALTER TABLE orders ADD COLUMN a text; ALTER TABLE orders ADD COLUMN b text;", "orders is locked anew")]
    [TestCase("ALTER TABLE orders ADD CONSTRAINT a CHECK (x > 0); ALTER TABLE orders ADD CONSTRAINT b CHECK (x < 9);", "orders is locked and scanned anew")]
    public void Two_ALTER_TABLE_may_be_one(string sql, string effect)
        => Assert.That(Check.Findings("postgresql 16", sql).Single(f => f.Rule.Id == "MG0509").Effect, Does.StartWith(effect));

    [TestCase("ALTER TABLE orders ADD COLUMN a text; ALTER TABLE orders ADD CONSTRAINT c CHECK (x > 0);", Description = "the lock of the first would last as long as the scan")]
    [TestCase("ALTER TABLE orders ADD COLUMN a text; ALTER TABLE customers ADD COLUMN b text;")]
    [TestCase("CREATE TABLE invoices (id bigint); ALTER TABLE invoices ADD COLUMN a text; ALTER TABLE invoices ADD COLUMN b text;")]
    [TestCase("ALTER TABLE orders ADD COLUMN a text; ALTER TABLE orders RENAME COLUMN b TO c;")]
    public void Two_ALTER_TABLE_that_are_better_apart(string sql) => Assert.That(Check.Finds("MG0509", "postgresql 16", sql), Is.False);

    [Test]
    public void A_script_without_XACT_ABORT_is_reported_once_and_not_as_verified()
    {
        var findings = Check.Findings("sqlserver 2022 standard", "ALTER TABLE dbo.Orders ADD A int NULL;\nGO\nALTER TABLE dbo.Orders ADD B int NULL;\nGO\nALTER TABLE dbo.Orders ADD C int NULL;");
        Assert.That(findings.Single(f => f.Rule.Id == "MG0530"), Has.Property("NotVerified").True.And.Property("Severity").EqualTo(Severity.Warning));
    }

    [TestCase("set xact_abort on; ALTER TABLE dbo.Orders ADD A int NULL; ALTER TABLE dbo.Orders ADD B int NULL;")]
    [TestCase("ALTER TABLE dbo.Orders ADD A int NULL;", Description = "nothing follows that could go on")]
    [TestCase("SELECT 1; PRINT 'done';")]
    public void XACT_ABORT_is_not_missed_in(string sql) => Assert.That(Check.Finds("MG0530", "sqlserver 2022 standard", sql), Is.False);
}
