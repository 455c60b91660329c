using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Transactions;

public sealed class LockTimeoutTests
{
    private const string Add = "ALTER TABLE orders ADD COLUMN note text;";

    [TestCase(Add)]
    [TestCase("SET lock_timeout = '2s'; RESET lock_timeout; " + Add)]
    [TestCase(Add + " SET lock_timeout = '2s';")]
    [TestCase("-- migrationguard: no-transaction\nSET LOCAL lock_timeout = '2s'; " + Add)]
    [TestCase("CREATE TABLE invoices (id bigint, order_id bigint REFERENCES orders);")]
    public void No_limit_is_in_force_when_the_lock_is_taken(string sql)
        => Assert.That(Check.Findings("postgresql 16", sql).Single(f => f.Rule.Id == "MG0501").Suggestion, Is.EqualTo("SET lock_timeout = '2s';"));

    [TestCase("SET LOCAL lock_timeout = '2s'; " + Add)]
    [TestCase("SELECT set_config('lock_timeout', '2s', true); " + Add)]
    [TestCase("CREATE TABLE invoices (id bigint); ALTER TABLE invoices ADD COLUMN note text; CREATE INDEX i ON invoices (id); DROP INDEX i;")]
    [TestCase("CREATE TEMP TABLE picked (id bigint); ALTER TABLE picked ADD COLUMN note text;")]
    [TestCase("UPDATE orders SET note = '' WHERE id = 3;")]
    public void A_limit_or_a_lock_that_nobody_waits_for_is_fine(string sql) => Assert.That(Check.Finds("MG0501", "postgresql 16", sql), Is.False);

    [Test]
    public void One_finding_names_the_first_table()
        => Assert.That(Check.Findings("postgresql 16", Add + " ALTER TABLE customers ADD COLUMN note text;").Single(f => f.Rule.Id == "MG0501").Effect, Does.StartWith("The ACCESS EXCLUSIVE lock on orders"));

    [TestCase("postgresql 16", "SET lock_timeout = 0;", "for ever")]
    [TestCase("postgresql 16", "SET lock_timeout = '1min';", "60 seconds")]
    [TestCase("sqlserver 2022 standard", "SET LOCK_TIMEOUT -1;", "for ever")]
    [TestCase("sqlserver 2022 standard", "SET LOCK_TIMEOUT 60000;", "60 seconds")]
    public void A_limit_that_is_none_or_too_long_is_reported(string server, string sql, string wait)
        => Assert.That(Check.Findings(server, sql).Single(f => f.Rule.Id == "MG0502").Effect, Does.StartWith($"The migration may wait {wait} for its lock"));

    [TestCase("postgresql 16", "SET lock_timeout = '10s';")]
    [TestCase("postgresql 16", "SET lock_timeout = 5000;")]
    [TestCase("postgresql 16", "RESET lock_timeout;")]
    [TestCase("sqlserver 2022 standard", "SET LOCK_TIMEOUT 0;", Description = "gives up at once")]
    [TestCase("sqlserver 2022 standard", "SET LOCK_TIMEOUT 5000;")]
    public void A_few_seconds_or_less_are_fine(string server, string sql) => Assert.That(Check.Finds("MG0502", server, sql), Is.False);

    [TestCase("ALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0);", true)]
    [TestCase("CREATE INDEX i ON orders (id);", true)]
    [TestCase("SET statement_timeout = 0; CREATE INDEX i ON orders (id);", true)]
    [TestCase("SET statement_timeout = '30s'; CREATE INDEX i ON orders (id);", false)]
    [TestCase("SET transaction_timeout = '1min'; CREATE INDEX i ON orders (id);", false)]
    [TestCase(Add, false, Description = "takes a moment, whatever the size")]
    public void Only_work_under_a_lock_needs_a_limit_of_its_own(string sql, bool found) => Assert.That(Check.Finds("MG0503", "postgresql 17", sql), Is.EqualTo(found));
}
