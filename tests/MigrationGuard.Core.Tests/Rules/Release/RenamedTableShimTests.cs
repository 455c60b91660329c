using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Release;

public sealed class RenamedTableShimTests
{
    private const string Orders = "CREATE TABLE orders (id bigint PRIMARY KEY, total numeric, note text);";
    private const string Grant = "GRANT SELECT, INSERT, UPDATE, DELETE ON orders TO app;";
    private const string Function = "CREATE FUNCTION redirect() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END; $$; ";

    [TestCase("SELECT id, total, note FROM purchases")]
    [TestCase("SELECT * FROM purchases")]
    [TestCase("SELECT p.note, p.total, p.id FROM public.purchases AS p")]
    public void A_view_of_all_columns_in_one_transaction_with_its_grants_is_a_note(string query)
    {
        var findings = Findings(query, Grant);
        Assert.That(findings.Where(f => f.Severity >= Severity.Warning && f.Rule.Id != "MG0501"), Is.Empty);
        Assert.That(findings.Single(f => f.Rule.Id == "MG0710").Effect, Does.Contain("COPY").And.Contain("xmin").And.Contain("TRUNCATE"));
    }

    [TestCase("SELECT id, total FROM purchases", "it has no note")]
    [TestCase("SELECT id, total, note FROM purchases WHERE total > 0", "rows that do not satisfy its WHERE are not seen, not even after the old version wrote them")]
    [TestCase("SELECT id, total, note FROM purchases WHERE total > 0 WITH CHECK OPTION", "WITH CHECK OPTION refuses to write them")]
    [TestCase("SELECT DISTINCT id, total, note FROM purchases", "INSERT, UPDATE, DELETE through it fail")]
    [TestCase("SELECT p.id, p.total, p.note FROM purchases p JOIN notes n ON n.id = p.id", "its query may leave out or repeat rows")]
    [TestCase("SELECT id, total, note FROM archive", "it reads archive and not purchases")]
    public void A_view_that_does_not_hold_is_an_error_that_says_why(string query, string gap)
    {
        var finding = Findings(query, Grant).Single(f => f.Rule.Id == "MG0710");
        Assert.That((finding.Severity, finding.Effect), Is.EqualTo((Severity.Error, finding.Effect)).And.Matches<(Severity, string Effect)>(f => f.Effect.Contains(gap, StringComparison.Ordinal)), finding.Effect);
    }

    [Test]
    public void Nothing_granted_is_a_warning_because_the_application_may_be_the_owner()
        => Assert.That(Findings("SELECT * FROM purchases", "").Single(f => f.Rule.Id == "MG0710").Severity, Is.EqualTo(Severity.Warning));

    [TestCase("GRANT SELECT, INSERT ON orders TO shop, report;", "INSERT for shop, SELECT for report, INSERT for report")]
    [TestCase("GRANT SELECT, TRUNCATE ON orders TO shop;", null)]
    [TestCase("GRANT SELECT ON ALL TABLES IN SCHEMA public TO report;", "SELECT for report")]
    public void What_the_history_granted_on_the_table_must_be_granted_on_the_view(string granted, string? missing)
    {
        var finding = Findings("SELECT * FROM purchases", "GRANT SELECT ON orders TO shop;", granted).Single(f => f.Rule.Id == "MG0710");
        Assert.That(finding.Effect, missing is null ? Does.Not.Contain("without the privileges") : Does.EndWith("without the privileges of the table: " + missing));
    }

    [Test]
    public void Default_privileges_may_grant_by_themselves()
        => Assert.That(
            Findings("SELECT * FROM purchases", "", "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO shop;").Single(f => f.Rule.Id == "MG0710").Severity, Is.EqualTo(Severity.Info));

    [TestCase("INSERT OR UPDATE OR DELETE", null)]
    [TestCase("INSERT", "UPDATE, DELETE through it fail")]
    public void Instead_of_triggers_must_take_every_write(string events, string? gap)
    {
        var trigger = $"{Function}CREATE TRIGGER redirect INSTEAD OF {events} ON orders FOR EACH ROW EXECUTE FUNCTION redirect(); {Grant}";
        var finding = Findings("SELECT id, total + 0 AS total, note FROM purchases", trigger).Single(f => f.Rule.Id == "MG0710");
        Assert.That(finding.Effect, gap is null ? Does.Not.Contain("fail:") : Does.Contain(gap));
    }

    [Test]
    public void Rename_and_view_in_two_transactions_leave_a_gap()
        => Assert.That(
            Check.Findings("postgresql 16", $"-- migrationguard: no-transaction\nALTER TABLE orders RENAME TO purchases;\nCREATE VIEW orders AS SELECT * FROM purchases;\n{Grant}", Orders).Single(f => f.Rule.Id == "MG0710").Effect,
            Does.Contain("do not stand in one transaction"));

    [Test]
    public void A_materialized_view_is_no_shim()
        => Assert.That(
            Check.Findings("postgresql 16", $"ALTER TABLE orders RENAME TO purchases; CREATE MATERIALIZED VIEW orders AS SELECT * FROM purchases; {Grant}", Orders).Single(f => f.Rule.Id == "MG0710").Severity,
            Is.EqualTo(Severity.Error));

    [TestCase("postgresql 16", true)]
    [TestCase("postgresql 17", false)]
    public void Merge_passes_through_a_view_from_postgresql_17_on(string server, bool listed)
        => Assert.That(
            Check.Findings(server, $"ALTER TABLE orders RENAME TO purchases; CREATE VIEW orders AS SELECT * FROM purchases; {Grant}", Orders).Single(f => f.Rule.Id == "MG0710").Effect.Contains("MERGE", StringComparison.Ordinal),
            Is.EqualTo(listed));

    [Test]
    public void A_table_that_the_release_made_needs_no_shim()
        => Assert.That(
            Check.Findings("postgresql 16", "CREATE TABLE drafts (id bigint PRIMARY KEY); ALTER TABLE drafts RENAME TO sketches; CREATE VIEW drafts AS SELECT id FROM sketches WHERE id > 1;", Orders).Select(f => f.Rule.Id),
            Does.Not.Contain("MG0710").And.Not.Contain("MG0232"));

    private static IReadOnlyList<Finding> Findings(string query, string after, string history = "")
        => Check.Findings("postgresql 16", $"ALTER TABLE orders RENAME TO purchases;\nCREATE VIEW orders AS {query};\n{after}", Orders + history);
}
