using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Transactions;

public sealed class TimeoutAndLockTests
{
    [TestCase("SET statement_timeout = '5min';", false)]
    [TestCase("SET statement_timeout = '2h';", true)]
    [TestCase("SET statement_timeout = 0;", true)]
    [TestCase("SET statement_timeout = '2h'; SET transaction_timeout = '1min';", false)]
    [TestCase("SET transaction_timeout = 0;", true)]
    public void A_limit_that_nobody_would_wait_for_is_none(string settings, bool found)
        => Assert.That(Check.Finds("MG0503", "postgresql 17", settings + "CREATE INDEX i ON orders (note);"), Is.EqualTo(found));

    [Test]
    public void A_long_limit_is_named()
        => Assert.That(
            Check.Findings("postgresql 16", "SET statement_timeout = '2h'; CREATE INDEX i ON orders (note);").Single(f => f.Rule.Id == "MG0503").Effect, Does.EndWith("for up to 2h"));

    [TestCase("ALTER TABLE orders ADD COLUMN a text; ALTER TABLE customers ADD COLUMN a text;", true)]
    [TestCase("ALTER TABLE orders ADD COLUMN a text; ALTER TABLE orders ADD COLUMN b text;", false)]
    [TestCase("DROP INDEX orders_a; DROP INDEX orders_b;", false, TestName = "Two_unknown_indexes_may_belong_to_one_table")]
    public void Several_tables_are_counted_also_when_the_history_does_not_know_them(string sql, bool found)
        => Assert.That(Check.Finds("MG0508", "postgresql 16", sql), Is.EqualTo(found));
}
