using MigrationGuard.Checking;
using MigrationGuard.Classifying;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.Tests.Checking;

public sealed class DirectiveTests
{
    private const string Index = "CREATE INDEX i ON orders (note);";

    [Test]
    public void Phase_and_transaction_mode_come_from_comments()
    {
        var migration = Directives.Apply(Checked.File("-- migrationguard: phase contract\n-- migrationguard: no-transaction\nDROP TABLE orders;"));
        Assert.Multiple(() =>
        {
            Assert.That(migration.DeclaredPhase, Is.EqualTo(Phase.Contract));
            Assert.That(migration.Transaction, Is.EqualTo(TransactionMode.None));
            Assert.That(Directives.Apply(migration), Is.SameAs(migration));
        });
    }

    [Test]
    public void A_file_without_a_phase_has_none()
        => Assert.That(Directives.Apply(Checked.File("DROP TABLE orders;")).DeclaredPhase, Is.Null);

    [TestCase($"-- migrationguard: ignore MG0101 because it is small\n{Index}", TestName = "An_ignore_holds_for_the_next_statement")]
    [TestCase($"{Index} -- migrationguard: ignore MG0101 because it is small", TestName = "An_ignore_behind_a_statement_on_its_line_holds_for_it")]
    [TestCase("CREATE INDEX i -- migrationguard: ignore MG0101 because it is small\nON orders (note);", TestName = "An_ignore_inside_a_statement_holds_for_it")]
    [TestCase($"SELECT 1;\n{Index}\n-- migrationguard: ignore-file MG0101 because it is small\n", TestName = "An_ignore_of_the_file_holds_wherever_it_stands")]
    [TestCase($"-- migrationguard: ignore IndexBlocksWrites because it is small\n{Index}", TestName = "A_rule_can_be_ignored_by_its_name")]
    [TestCase($"-- migrationguard: ignore MG0501, MG0503 , mg0101 because it is small\n{Index}", TestName = "Several_rules_can_be_ignored_at_once")]
    public void Ignored(string sql) => Assert.That(Checked.One(sql).Ids(), Has.None.EqualTo("MG0101").And.None.EqualTo("MG0914"));

    [TestCase($"-- migrationguard: ignore MG0101 because it is small\nSELECT 1;\n{Index}", TestName = "An_ignore_does_not_hold_for_the_statement_after_the_next")]
    [TestCase($"-- migrationguard: ignore MG0101 because it is small until 2029-12-31\n{Index}", TestName = "An_expired_ignore_does_not_hold")]
    [TestCase($"-- migrationguard: ignore MG0102 because it is small\n{Index}", TestName = "An_ignore_of_another_rule_does_not_hold")]
    [TestCase($"-- migrationguard: ignore because it is small\n{Index}", TestName = "An_ignore_of_nothing_does_not_hold")]
    public void Not_ignored(string sql) => Assert.That(Checked.One(sql).Ids(), Does.Contain("MG0101"));

    [Test]
    public void An_ignore_holds_on_its_last_day()
        => Assert.That(Checked.One($"-- migrationguard: ignore MG0101 because it is small until 2030-01-01\n{Index}").Ids(), Does.Not.Contain("MG0101"));

    [Test]
    public void Before_the_first_statement_findings_about_the_whole_migration_are_silenced_too()
    {
        var rules = new RuleSet([new WholeMigrationRule()]);
        Assert.Multiple(() =>
        {
            Assert.That(Ids("SELECT 1;"), Is.EqualTo(new[] { "MG0101" }));
            Assert.That(Ids("-- migrationguard: ignore MG0101 because it is small\nSELECT 1;"), Is.Empty);
            Assert.That(Ids("SELECT 1;\n-- migrationguard: ignore MG0101 because it is small\nSELECT 2;"), Is.EqualTo(new[] { "MG0101" }));
        });

        IEnumerable<string> Ids(string sql) => MigrationChecker.Check([Checked.File(sql)], Checked.Options, rules)[0].Ids();
    }

    [TestCase("ignroe MG0101 because it is small", "MG0910")]
    [TestCase("phase contarct", "MG0911")]
    [TestCase("down", "MG0911")]
    [TestCase("ignore MG0101 because it is small until tomorrow", "MG0911")]
    [TestCase("ignore because it is small", "MG0911")]
    [TestCase("ignore MG0101", "MG0912")]
    [TestCase("ignore MG0101 because", "MG0912")]
    [TestCase("ignore-file MG0101 until 2031-01-01", "MG0912")]
    [TestCase("ignore MG0101 because it is small until 2029-12-31", "MG0913")]
    [TestCase("ignore MG9998, MG0101 because it is small", "MG0915")]
    [TestCase("ignore MG9999 because it is small", "MG0915")]
    public void A_comment_that_does_not_do_what_was_meant_is_a_finding(string directive, string id)
        => Assert.That(Checked.One($"-- migrationguard: {directive}\n{Index}").Ids().Where(i => i.StartsWith("MG091", StringComparison.Ordinal)), Is.EqualTo(new[] { id }));

    [Test]
    public void An_ignore_that_silences_nothing_is_a_finding_that_names_the_rules()
        => Assert.That(Checked.One("-- migrationguard: ignore MG0101 because it is small\nSELECT 1;").Only("MG0914").Effect, Does.StartWith("MG0101 is not found"));

    [Test]
    public void An_ignore_of_a_rule_that_is_switched_off_is_not_called_unused()
    {
        var options = Checked.Options with { Severities = new Dictionary<string, Severity> { ["MG0101"] = Severity.None } };
        Assert.That(Checked.One($"-- migrationguard: ignore MG0101 because it is small\n{Index}", options).Ids(), Has.None.EqualTo("MG0914"));
    }

    [Test]
    public void The_word_until_in_a_reason_is_part_of_the_reason()
        => Assert.That(Checked.One($"-- migrationguard: ignore MG0101 because it stays small until we open the shop\n{Index}").Ids(), Does.Not.Contain("MG0101"));

    private sealed class WholeMigrationRule() : MigrationRule(new RuleInfo("MG0101", nameof(WholeMigrationRule))
    {
        Title = "Whole",
        Severity = Severity.Warning,
        When = "Always",
        Effect = "Something",
        Instead = "Nothing",
        Sources = ["here"],
    })
    {
        internal override IEnumerable<Finding> CheckMigration(MigrationContext migration) => [Report(migration.Steps[0].Step.Span)];
    }
}
