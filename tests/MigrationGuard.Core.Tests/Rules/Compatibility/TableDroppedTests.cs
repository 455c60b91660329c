using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Compatibility;

public sealed class TableDroppedTests
{
    private const string Shop = """
        CREATE TABLE customers (id bigint PRIMARY KEY);
        CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL CONSTRAINT orders_customer_fkey REFERENCES customers (id));
        CREATE VIEW big_orders AS SELECT id FROM orders;
        """;

    [Test]
    public void Cascade_names_the_foreign_keys_and_views_that_go_too()
        => Assert.That(
            Check.Findings("postgresql 16", "DROP TABLE customers CASCADE;", Shop).Single(f => f.Rule.Id == "MG0231").Effect,
            Does.Contain("with it go foreign key orders_customer_fkey of orders"));

    [TestCase("DROP TABLE customers;", "foreign key orders_customer_fkey of orders")]
    [TestCase("DROP TABLE orders;", "view big_orders")]
    [TestCase("DROP VIEW big_orders; DROP TABLE orders, customers;", null)]
    [TestCase("DROP TABLE orders, customers CASCADE;", null)]
    public void A_drop_without_cascade_fails_on_what_is_not_dropped_with_it(string sql, string? dependent)
    {
        var finding = Check.Findings("postgresql 16", sql, Shop).SingleOrDefault(f => f.Rule.Id == "MG0611");
        Assert.That(finding?.Effect, dependent is null ? Is.Null : Does.Contain(dependent));
    }

    [TestCase("DROP TABLE drafts;", "CREATE TABLE drafts (id bigint PRIMARY KEY);", true)]
    [TestCase("CREATE TABLE drafts (id bigint PRIMARY KEY); DROP TABLE drafts;", "", false)]
    [TestCase("CREATE TEMP TABLE drafts (id bigint PRIMARY KEY); DROP TABLE drafts;", "", false)]
    [TestCase("DROP TABLE drafts;", "CREATE TABLE drafts (id bigint PRIMARY KEY); DROP TABLE drafts;", false)]
    [TestCase("DROP TABLE drafts;", "", true)]
    public void Only_a_table_that_a_live_version_may_know_is_reported(string sql, string released, bool found)
        => Assert.That(Check.Finds("MG0231", "postgresql 16", sql, Shop + released), Is.EqualTo(found));

    [TestCase("DROP TABLE orders CASCADE; CREATE TABLE orders (id bigint PRIMARY KEY);", true)]
    [TestCase("ALTER TABLE orders RENAME TO orders_old; CREATE TABLE orders (id bigint PRIMARY KEY);", true)]
    [TestCase("ALTER TABLE orders RENAME TO orders_old; CREATE TABLE orders (id bigint PRIMARY KEY); INSERT INTO orders SELECT id FROM orders_old;", false)]
    [TestCase("CREATE TABLE drafts (id bigint PRIMARY KEY); DROP TABLE drafts; CREATE TABLE drafts (id bigint PRIMARY KEY);", false)]
    public void A_table_made_anew_loses_its_rows_unless_they_are_copied(string sql, bool found)
        => Assert.That(Check.Finds("MG0310", "postgresql 16", sql, Shop), Is.EqualTo(found));

    [Test]
    public void A_table_made_anew_is_reported_once()
        => Assert.That(Check.Finds("MG0231", "postgresql 16", "DROP TABLE orders CASCADE; CREATE TABLE orders (id bigint PRIMARY KEY);", Shop), Is.False);

    [TestCase("ALTER TABLE orders RENAME TO purchases;", "MG0232")]
    [TestCase("ALTER TABLE orders SET SCHEMA archive;", "MG0232")]
    [TestCase("ALTER TABLE orders RENAME TO _dropped_orders;", "MG0231")]
    public void A_rename_out_of_reach_is_judged_like_a_drop(string sql, string rule)
        => Assert.That(Check.Findings("postgresql 16", sql, Shop).Select(f => f.Rule.Id).Where(id => id is "MG0231" or "MG0232" or "MG0710"), Is.EqualTo(new[] { rule }));

    [TestCase("ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey; DROP TABLE customers;")]
    [TestCase("ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey; ALTER TABLE orders DROP COLUMN customer_id;")]
    [TestCase("DROP VIEW big_orders; ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey; DROP TABLE orders;")]
    public void A_constraint_that_has_to_go_with_something_else_is_not_reported_by_itself(string sql)
        => Assert.That(Check.Finds("MG0246", "postgresql 16", sql, Shop), Is.False);

    [TestCase("SELECT id, customer_id FROM orders", true)]
    [TestCase("SELECT o.id, c.id AS customer_id FROM orders o JOIN customers c ON c.id = o.customer_id", false)]
    [TestCase("SELECT id, lower(id::text) AS customer_id FROM orders", false)]
    public void Only_a_plain_view_surely_shows_a_column(string query, bool found)
        => Assert.That(Check.Finds("MG0611", "postgresql 16", "ALTER TABLE orders DROP COLUMN customer_id;", $"{Shop} CREATE VIEW v AS {query};"), Is.EqualTo(found));
}
