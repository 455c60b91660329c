using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Compatibility;

public sealed class ConstraintDroppedTests
{
    private const string Shop = """
        CREATE TABLE customers (id bigint PRIMARY KEY, email text CONSTRAINT customers_email_key UNIQUE);
        CREATE TABLE orders (
            id bigint PRIMARY KEY, customer_id bigint CONSTRAINT orders_customer_fkey REFERENCES customers (id), status text CONSTRAINT orders_status_check CHECK (status IN ('open', 'shipped')));
        """;

    [TestCase("orders DROP CONSTRAINT orders_customer_fkey", Severity.Warning)]
    [TestCase("customers DROP CONSTRAINT customers_email_key", Severity.Error)]
    [TestCase("parcels DROP CONSTRAINT parcels_weight_check", Severity.Warning)]
    public void Giving_up_uniqueness_is_an_error_because_upserts_fail(string change, Severity severity)
        => Assert.That(Check.Findings("postgresql 16", $"ALTER TABLE {change};", Shop).Single(f => f.Rule.Id == "MG0246").Severity, Is.EqualTo(severity));

    [TestCase("DROP CONSTRAINT orders_status_check, ADD CONSTRAINT orders_status_check CHECK (status IN ('open'))", false)]
    [TestCase("DROP CONSTRAINT orders_status_check, ADD CONSTRAINT orders_status_check CHECK (status IN ('open', 'shipped', 'returned'))", true)]
    [TestCase("DROP CONSTRAINT orders_customer_fkey, ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE NOT VALID", false)]
    public void What_is_replaced_by_something_as_strict_is_not_reported(string change, bool found)
        => Assert.That(Check.Finds("MG0246", "postgresql 16", $"ALTER TABLE orders {change};", Shop), Is.EqualTo(found));

    [Test]
    public void The_helper_check_of_a_not_null_may_go_when_the_column_says_it()
        => Assert.That(
            Check.Finds(
                "MG0246", "postgresql 16", "ALTER TABLE orders ALTER COLUMN status SET NOT NULL; ALTER TABLE orders DROP CONSTRAINT orders_status_there;", Shop + "ALTER TABLE orders ADD CONSTRAINT orders_status_there CHECK (status IS NOT NULL);"),
            Is.False);

    [TestCase("ALTER TABLE orders DROP CONSTRAINT orders_pkey;", true)]
    [TestCase("ALTER TABLE parcels DROP CONSTRAINT parcels_pkey;", true)]
    [TestCase("ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey;", false)]
    public void A_primary_key_has_a_rule_of_its_own(string sql, bool found)
    {
        var ids = Check.Findings("postgresql 16", sql, Shop).Select(f => f.Rule.Id).ToArray();
        Assert.That(ids.Contains("MG0247"), Is.EqualTo(found));
        Assert.That(ids.Contains("MG0246"), Is.Not.EqualTo(found));
    }

    [TestCase("ON DELETE CASCADE", "MG0248")]
    [TestCase("ON DELETE NO ACTION", null)]
    public void A_foreign_key_that_comes_back_with_another_action_is_reported_once(string action, string? id)
    {
        var findings = Check.Findings(
            "postgresql 16", $"ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey; ALTER TABLE orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) {action} NOT VALID;", Shop);
        Assert.That(findings.Where(f => f.Severity >= Severity.Warning && f.Rule.Id is not ("MG0501" or "MG0508")).Select(f => f.Rule.Id), Is.EqualTo(id is null ? Array.Empty<string>() : [id]));
    }

    [TestCase("ALTER TABLE customers ADD CONSTRAINT customers_email_unique UNIQUE (email); ALTER TABLE customers DROP CONSTRAINT customers_email_key;", false)]
    [TestCase("ALTER TABLE customers ADD CONSTRAINT customers_both UNIQUE (email, id); ALTER TABLE customers DROP CONSTRAINT customers_email_key;", true)]
    public void Uniqueness_that_another_index_keeps_is_not_given_up(string sql, bool found)
        => Assert.That(Check.Finds("MG0246", "postgresql 16", sql, Shop), Is.EqualTo(found));

    [TestCase("ADD CONSTRAINT orders_id PRIMARY KEY (id)", "", false)]
    [TestCase("ADD CONSTRAINT orders_id PRIMARY KEY USING INDEX orders_id_key", "CREATE UNIQUE INDEX orders_id_key ON orders (id);", false)]
    [TestCase("ADD CONSTRAINT orders_id PRIMARY KEY (id, customer_id)", "", true)]
    [TestCase("ADD CONSTRAINT orders_id PRIMARY KEY (id, customer_id)", "CREATE UNIQUE INDEX orders_id_key ON orders (id);", false)]
    public void A_primary_key_whose_columns_stay_unique_may_be_replaced(string added, string history, bool found)
        => Assert.That(Check.Finds("MG0247", "postgresql 16", $"ALTER TABLE orders DROP CONSTRAINT orders_pkey, {added};", Shop + history), Is.EqualTo(found));
}
