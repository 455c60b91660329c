using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Compatibility;

public sealed class IndexCompatibilityTests
{
    private const string None = "-- migrationguard: no-transaction\n";

    private const string Orders = """
        CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, at date, code varchar(20), note text, total integer, payload jsonb);
        CREATE INDEX by_customer ON orders (customer_id);
        CREATE UNIQUE INDEX by_code ON orders (code);
        """;

    private static readonly string[] Rules = ["MG0270", "MG0271", "MG0272", "MG0273"];

    [TestCase("DROP INDEX CONCURRENTLY by_customer;", "MG0270")]
    [TestCase("DROP INDEX CONCURRENTLY unknown;", "MG0270")]
    [TestCase("DROP INDEX CONCURRENTLY by_code;", "MG0271")]
    [TestCase("DROP INDEX CONCURRENTLY by_customer; CREATE INDEX CONCURRENTLY other ON orders (customer_id, at);", "MG0272")]
    [TestCase("DROP INDEX CONCURRENTLY by_customer; CREATE INDEX CONCURRENTLY other ON orders (at);", "MG0270")]
    [TestCase("CREATE INDEX CONCURRENTLY other ON orders (customer_id, at); DROP INDEX CONCURRENTLY by_customer;", "")]
    [TestCase("DROP INDEX CONCURRENTLY IF EXISTS left_over; CREATE INDEX CONCURRENTLY left_over ON orders (at);", "")]
    [TestCase("CREATE TABLE invoices (id bigint); CREATE UNIQUE INDEX i ON invoices (id); DROP INDEX i;", "")]
    public void An_index_that_goes_is_reported_once(string sql, string found) => Assert.That(Found("postgresql 16", None + sql), Is.EqualTo(found));

    [Test]
    public void A_contract_migration_waits_for_the_gate()
        => Assert.That(Check.Findings("postgresql 16", "-- migrationguard: phase contract\n-- migrationguard: no-transaction\nDROP INDEX CONCURRENTLY by_code;", Orders).Single(f => f.Rule.Id == "MG0271").Held);

    [TestCase("CREATE UNIQUE INDEX CONCURRENTLY u ON orders (customer_id);", "MG0273")]
    [TestCase("CREATE UNIQUE INDEX CONCURRENTLY u ON orders (id, customer_id);", "", Description = "id is unique already")]
    [TestCase("CREATE UNIQUE INDEX CONCURRENTLY u ON orders (lower(code));", "MG0273")]
    [TestCase("ALTER TABLE orders ADD COLUMN number text; CREATE UNIQUE INDEX CONCURRENTLY u ON orders (number);", "", Description = "NULL for the old version")]
    [TestCase("ALTER TABLE orders ADD COLUMN number text; CREATE UNIQUE INDEX CONCURRENTLY u ON orders (number) NULLS NOT DISTINCT;", "MG0273")]
    [TestCase("ALTER TABLE orders ADD COLUMN number text DEFAULT 'x'; CREATE UNIQUE INDEX CONCURRENTLY u ON orders (number);", "MG0273")]
    public void A_new_unique_index_rejects_what_the_old_version_may_write(string sql, string found) => Assert.That(Found("postgresql 16", None + sql), Is.EqualTo(found));

    [Test]
    public void Errors_and_remains_are_those_of_the_server()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Effect("postgresql 16", None + "CREATE UNIQUE INDEX CONCURRENTLY u ON orders (at);", "MG0273"), Does.Contain("(23505); a build that fails leaves an invalid index"));
            Assert.That(Effect("postgresql 16", "CREATE UNIQUE INDEX u ON orders (at);", "MG0273"), Does.EndWith("(23505)"));
            Assert.That(Effect("sqlserver 2022 standard", "CREATE UNIQUE INDEX u ON dbo.orders (at);", "MG0273"), Does.EndWith("(2601)"));
            Assert.That(Effect("postgresql 16", "DROP INDEX by_code;", "MG0271"), Does.StartWith("INSERT … ON CONFLICT (code) of the old version fails (42P10). The new version"));
        });
    }

    [Test]
    public void A_server_without_ON_CONFLICT_is_not_told_of_it()
        => Assert.That(
            Check.Findings("sqlserver 2022 standard", "DROP INDEX u ON dbo.Orders;", "CREATE TABLE dbo.Orders (Code int NOT NULL); CREATE UNIQUE INDEX u ON dbo.Orders (Code);").Single(f => f.Rule.Id == "MG0271").Effect,
            Does.StartWith("The new version may write duplicates of Code"));

    [TestCase("(note)", "MG0278")]
    [TestCase("(code)", "", Description = "20 characters fit")]
    [TestCase("USING hash (note)", "")]
    [TestCase("USING gin (to_tsvector('english', note))", "")]
    [TestCase("(lower(note))", "")]
    [TestCase("((payload->>'kind'))", "", Description = "gives NULL, never an error")]
    [TestCase("((1 / total))", "MG0279")]
    [TestCase("((note::integer))", "MG0279")]
    [TestCase("(to_number(note, '99'))", "MG0279")]
    public void Limits_that_an_index_brings_are_notes(string keys, string found)
    {
        var findings = Check.Findings("postgresql 16", $"{None}CREATE INDEX CONCURRENTLY i ON orders {keys};", Orders).Where(f => f.Rule.Id is "MG0278" or "MG0279").ToArray();
        Assert.That(string.Join(' ', findings.Select(f => f.Rule.Id)), Is.EqualTo(found));
        Assert.That(findings.Select(f => f.Severity), Is.All.EqualTo(Severity.Info));
    }

    private static string Effect(string server, string sql, string rule) => Check.Findings(server, sql, server.StartsWith("post", StringComparison.Ordinal) ? Orders : null).Single(f => f.Rule.Id == rule).Effect;

    private static string Found(string server, string sql) => string.Join(' ', Check.Findings(server, sql, Orders).Select(f => f.Rule.Id).Where(Rules.Contains));
}
