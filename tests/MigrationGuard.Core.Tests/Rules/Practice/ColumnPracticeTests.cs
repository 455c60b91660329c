using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Practice;

public sealed class ColumnPracticeTests
{
    [TestCase("id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY", true)]
    [TestCase("id serial PRIMARY KEY", true)]
    [TestCase("id bigserial PRIMARY KEY", false)]
    [TestCase("id integer PRIMARY KEY", false, TestName = "A_key_that_nobody_numbers_does_not_run_out")]
    public void A_numbered_key_should_be_bigint(string column, bool found)
        => Assert.That(Check.Finds("MG0803", "postgresql 16", $"CREATE TABLE invoices ({column});"), Is.EqualTo(found));

    [TestCase("bigint", false)]
    [TestCase("integer", true)]
    [TestCase("bigserial", false)]
    public void A_foreign_key_has_the_type_of_its_key(string type, bool found)
        => Assert.That(
            Check.Finds("MG0804", "postgresql 16", $"CREATE TABLE items (order_id {type} REFERENCES orders);", "CREATE TABLE orders (id bigserial PRIMARY KEY);"), Is.EqualTo(found));

    [Test]
    public void A_foreign_key_to_an_unknown_table_is_not_judged()
        => Assert.That(Check.Finds("MG0804", "postgresql 16", "CREATE TABLE items (order_id integer REFERENCES orders (id));"), Is.False);
}
