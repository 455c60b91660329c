using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Data;

public sealed class WholeTableChangedTests
{
    private const string Orders = "CREATE TABLE orders (id bigint PRIMARY KEY, total numeric, note text);";

    [TestCase("UPDATE orders SET total = 0;")]
    [TestCase("UPDATE orders SET total = 0 WHERE true;")]
    [TestCase("DELETE FROM orders WHERE 1 = 1;")]
    [TestCase("UPDATE orders SET total = 0 FROM lines;")]
    [TestCase("UPDATE orders SET note = NULL WHERE TRUE;")]
    public void Every_row_is_reached_by(string sql)
        => Assert.That(Check.Findings("postgresql 16", sql, Orders).Single(f => f.Rule.Id is "MG0410" or "MG0411").Effect, Does.StartWith("Every row of orders"));

    [Test]
    public void A_new_table_and_a_temporary_one_are_nobody_elses()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Check.Finds("MG0410", "postgresql 16", "CREATE TABLE invoices (id bigint); UPDATE invoices SET id = 1;"), Is.False);
            Assert.That(Check.Finds("MG0410", "postgresql 16", "CREATE TEMP TABLE picked (id bigint); DELETE FROM picked;"), Is.False);
            Assert.That(Check.Finds("MG0410", "sqlserver 2022 enterprise", "DELETE FROM #picked; UPDATE @rows SET Id = 1;"), Is.False);
        });
    }

    [Test]
    public void A_batched_change_is_what_the_rule_asks_for()
        => Assert.That(Check.Finds("MG0410", "sqlserver 2022 standard", "UPDATE TOP (4000) dbo.Orders SET Total = 0;"), Is.False);

    [Test]
    public void Rows_that_stay_selected_are_changed_by_ranges_of_the_key()
        => Assert.That(Suggestion("UPDATE orders SET total = 0;"), Does.Contain("for every range of id").And.Contain("WHERE id BETWEEN 1 AND 1000;"));

    [Test]
    public void Rows_of_a_new_column_are_changed_until_none_is_null()
        => Assert.That(Suggestion("ALTER TABLE orders ADD COLUMN state text; UPDATE orders SET state = 'open';"), Does.Contain("until no row is changed").And.Contain("state IS NULL"));

    [Test]
    public void No_range_can_be_foretold_of_a_key_that_is_no_number()
        => Assert.That(Check.Findings("postgresql 16", "UPDATE tags SET name = '';", "CREATE TABLE tags (code uuid PRIMARY KEY, name text);").Single(f => f.Rule.Id == "MG0410").Suggestion, Is.Null);

    [Test]
    public void On_SQL_Server_the_lock_of_the_whole_table_is_not_verified()
        => Assert.That(Check.Findings("sqlserver 2022 standard", "UPDATE dbo.Orders SET Total = 0;").Single(f => f.Rule.Id == "MG0410"), Has.Property("NotVerified").True.And.Property("Severity").EqualTo(Severity.Warning));

    private static string? Suggestion(string sql) => Check.Findings("postgresql 16", sql, Orders).Single(f => f.Rule.Id == "MG0410").Suggestion;
}
