using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Locking;

public sealed class TypeChangeTests
{
    private const string Orders = """
        CREATE TYPE state AS ENUM ('open', 'closed');
        CREATE TABLE orders (
            id bigint PRIMARY KEY, code varchar(20), state state, total numeric(10,2), quantity integer, placed_at timestamptz, flag boolean, letters char(3), plain text);
        """;

    [TestCase("code", "varchar(50)", "MG0203")]
    [TestCase("code", "text", "MG0203")]
    [TestCase("total", "numeric(12,2)", "MG0203")]
    [TestCase("total", "numeric", "MG0203")]
    [TestCase("quantity", "bigint", "MG0109")]
    [TestCase("quantity", "smallint", "MG0109 MG0207")]
    [TestCase("code", "varchar(10)", "MG0109 MG0207")]
    [TestCase("plain", "varchar(10)", "MG0109 MG0207")]
    [TestCase("total", "numeric(8,2)", "MG0109 MG0207")]
    [TestCase("total", "numeric(10,1)", "MG0109 MG0301")]
    [TestCase("total", "integer", "MG0109 MG0301")]
    [TestCase("placed_at", "date", "MG0109 MG0206 MG0301")]
    [TestCase("placed_at", "timestamptz(0)", "MG0109 MG0301")]
    [TestCase("state", "text", "MG0109 MG0206")]
    [TestCase("code", "integer", "MG0109 MG0206 MG0604")]
    [TestCase("flag", "integer", "MG0109 MG0206 MG0604")]
    public void A_change_of_type_has_one_finding_per_danger(string column, string type, string rules)
        => Assert.That(Found($"ALTER TABLE orders ALTER COLUMN {column} TYPE {type};"), Is.EqualTo(rules));

    [Test]
    public void A_type_that_the_history_does_not_know_may_be_any()
    {
        var findings = Check.Findings("postgresql 16", "ALTER TABLE customers ALTER COLUMN name TYPE text;");
        Assert.Multiple(() =>
        {
            Assert.That(findings.Single(f => f.Rule.Id == "MG0109").Effect, Does.StartWith("Every row of customers may be written anew"));
            Assert.That(findings.Single(f => f.Rule.Id == "MG0206").Severity, Is.EqualTo(Severity.Warning));
        });
    }

    [Test]
    public void The_misfits_are_named_exactly()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Effect("MG0207", "code", "varchar(10)"), Does.StartWith("Values longer than 10 characters"));
            Assert.That(Effect("MG0207", "quantity", "smallint"), Does.StartWith("Values below -32768 or above 32767"));
            Assert.That(Effect("MG0207", "total", "numeric(8,2)"), Does.StartWith("Values of 1000000 and more"));
            Assert.That(Effect("MG0301", "total", "numeric(10,1)"), Does.StartWith("What follows the first 1 decimal place"));
            Assert.That(Effect("MG0301", "placed_at", "date"), Does.StartWith("The time of day"));
        });
    }

    [Test]
    public void An_explicit_cast_to_a_shorter_text_cuts_it()
        => Assert.That(Found("ALTER TABLE orders ALTER COLUMN code TYPE varchar(10) USING code::varchar(10);"), Is.EqualTo("MG0109 MG0207 MG0301"));

    [Test]
    public void A_column_of_this_migration_is_unknown_to_the_live_version_but_its_rows_are_written_all_the_same()
        => Assert.That(Found("ALTER TABLE orders ADD COLUMN rank integer; ALTER TABLE orders ALTER COLUMN rank TYPE text;"), Is.EqualTo("MG0109"));

    [Test]
    public void A_table_of_this_migration_is_exempt()
        => Assert.That(Found("CREATE TABLE invoices (id integer); ALTER TABLE invoices ALTER COLUMN id TYPE bigint;"), Is.Empty);

    [Test]
    public void The_type_from_before_is_named_when_the_history_knows_it()
        => Assert.That(Effect("MG0109", "quantity", "bigint"), Does.Contain("when quantity goes from integer to bigint"));

    private static string Effect(string rule, string column, string type)
        => Check.Findings("postgresql 16", $"ALTER TABLE orders ALTER COLUMN {column} TYPE {type};", Orders).Single(f => f.Rule.Id == rule).Effect;

    private static string Found(string sql)
        => string.Join(' ', Check.Findings("postgresql 16", sql, Orders).Select(f => f.Rule.Id).Where(id => id is "MG0203" or "MG0206" or "MG0207" or "MG0301" or "MG0604" or "MG0109" or "MG0110" or "MG0111"));
}
