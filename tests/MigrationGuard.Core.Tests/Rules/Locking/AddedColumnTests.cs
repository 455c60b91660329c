using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Locking;

public sealed class AddedColumnTests
{
    private const string Orders = "CREATE TABLE orders (id bigint PRIMARY KEY, total numeric NOT NULL);";

    private static readonly string[] LockRules = ["MG0102", "MG0103", "MG0104", "MG0105", "MG0106", "MG0107", "MG0108"];

    [TestCase("placed_at timestamptz DEFAULT now()", TestName = "Now_is_stable_and_no_rewrite")]
    [TestCase("placed_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP", TestName = "Current_timestamp_is_stable_and_no_rewrite")]
    [TestCase("status text NOT NULL DEFAULT 'open'", TestName = "A_constant_is_no_rewrite")]
    [TestCase("customer_id bigint REFERENCES orders", TestName = "A_nullable_reference_without_default_is_not_scanned")]
    [TestCase("note text", TestName = "A_plain_column_is_metadata")]
    public void Nothing_is_said_of_the_lock_of(string column) => Assert.That(Found($"ALTER TABLE orders ADD COLUMN {column};"), Is.Empty);

    [TestCase("a uuid DEFAULT gen_random_uuid()", "MG0102")]
    [TestCase("a float8 DEFAULT random()", "MG0102")]
    [TestCase("a timestamptz DEFAULT clock_timestamp()", "MG0102")]
    [TestCase("a uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE", "MG0102")]
    [TestCase("a text DEFAULT make_code()", "MG0102")]
    [TestCase("a bigint DEFAULT nextval('s')", "MG0102")]
    [TestCase("a serial UNIQUE", "MG0103")]
    [TestCase("a bigint GENERATED ALWAYS AS IDENTITY", "MG0103")]
    [TestCase("a numeric GENERATED ALWAYS AS (total * 2) STORED CHECK (a > 0)", "MG0104")]
    [TestCase("a text UNIQUE CHECK (a <> '')", "MG0108")]
    [TestCase("a bigint DEFAULT 1 REFERENCES orders CHECK (a > 0)", "MG0107")]
    [TestCase("a bigint REFERENCES orders CHECK (a > 0)", "MG0106")]
    public void A_statement_has_one_finding_for_its_lock(string column, string rule)
        => Assert.That(Found($"ALTER TABLE orders ADD COLUMN {column};"), Is.EqualTo(new[] { rule }));

    [Test]
    public void A_table_that_the_migration_creates_is_exempt()
        => Assert.That(Found("CREATE TABLE invoices (id bigint); ALTER TABLE invoices ADD COLUMN code uuid DEFAULT gen_random_uuid(), ADD number serial;"), Is.Empty);

    [Test]
    public void A_table_that_the_history_does_not_know_counts_as_existing()
        => Assert.That(Check.Finds("MG0102", "postgresql 16", "ALTER TABLE customers ADD COLUMN code uuid DEFAULT gen_random_uuid();"));

    [Test]
    public void A_domain_without_condition_is_like_its_base_type()
        => Assert.That(Found("ALTER TABLE orders ADD COLUMN remark remark;", Orders + "CREATE DOMAIN remark AS text;"), Is.Empty);

    [Test]
    public void The_condition_of_a_domain_is_written_over_the_column()
    {
        var findings = Check.Findings("postgresql 16", "ALTER TABLE orders ADD COLUMN discount percent;", Orders + "CREATE DOMAIN percent AS integer CHECK (VALUE BETWEEN 0 AND 100);");
        Assert.That(findings.Single(f => f.Rule.Id == "MG0105").Suggestion, Does.Contain("CHECK (discount BETWEEN 0 AND 100) NOT VALID"));
    }

    [Test]
    public void A_stored_column_becomes_virtual_where_the_server_can()
    {
        const string sql = "ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (total * 2) STORED;";
        Assert.Multiple(() =>
        {
            Assert.That(Suggestion("postgresql 18", sql), Does.Contain("VIRTUAL"));
            Assert.That(Suggestion("postgresql 17", sql), Does.Contain("CREATE TRIGGER").And.Not.Contain("VIRTUAL"));
        });
    }

    private static string? Suggestion(string server, string sql) => Check.Findings(server, sql, Orders).Single(f => f.Rule.Id == "MG0104").Suggestion;

    private static string[] Found(string sql, string released = Orders)
        => [.. Check.Findings("postgresql 16", sql, released).Select(f => f.Rule.Id).Where(LockRules.Contains)];
}
