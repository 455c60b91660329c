using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Checking;
using MigrationGuard.Classifying;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Rules;
using MigrationGuard.Simulation;
using MigrationGuard.Tests.Generators;

namespace MigrationGuard.Tests.Checking;

public sealed class MigrationCheckerTests
{
    private static readonly RuleSet Fakes = new([new OnDrop("MG9001"), new OnDrop("MG9002") { Doubtful = true }, new OnVersion(), new OnDown(), new OnHistory()]);

    [Test]
    public void Released_migrations_are_simulated_but_not_judged()
    {
        var results = Run(Checked.Options with { IsReleased = m => m.Path.StartsWith("001", StringComparison.Ordinal) }, Checked.File("DROP TABLE a;", "001_a.sql"), Checked.File("DROP TABLE b;", "002_b.sql"));
        Assert.Multiple(() =>
        {
            Assert.That(results[0].Findings, Is.Empty);
            Assert.That(results[0].Steps, Has.Count.EqualTo(1));
            Assert.That(results[1].Findings, Is.Not.Empty);
        });
    }

    [Test]
    public void What_a_released_migration_created_exists()
    {
        var release = Checked.Options with { CompleteHistory = true, IsReleased = m => m.Path.StartsWith("001", StringComparison.Ordinal) };
        var create = Checked.File("CREATE TABLE a (id int);", "001_a.sql");
        Assert.Multiple(() =>
        {
            Assert.That(Phases(Run(release, create, Checked.File("DROP TABLE a;", "002_b.sql"))[1]), Is.EqualTo(new[] { Phase.Contract }));
            Assert.That(Phases(Run(release, create, Checked.File("DROP TABLE IF EXISTS never;", "002_b.sql"))[1]), Is.EqualTo(new[] { Phase.Expand }));
        });
    }

    [Test]
    public void Filling_a_column_of_an_unreleased_migration_is_no_contract()
    {
        var options = Checked.Options with { IsReleased = m => m.Path.StartsWith("001", StringComparison.Ordinal) };
        var results = Run(options, Checked.File("CREATE TABLE a (id int);", "001_a.sql"), Checked.File("ALTER TABLE a ADD COLUMN c int;", "002_b.sql"), Checked.File("UPDATE a SET c = id; UPDATE a SET id = 1;", "003_c.sql"));
        Assert.That(Phases(results[2]), Is.EqualTo(new[] { Phase.Migrate, Phase.Contract }));
    }

    [Test]
    public void Only_what_every_candidate_complains_about_is_reported()
    {
        var both = Checked.Options with { Candidates = [PostgreSql.Of(14), PostgreSql.Of(16)] };
        Assert.Multiple(() =>
        {
            Assert.That(Run(Checked.Options, Checked.File("SELECT 1;"))[0].Ids(), Does.Contain("MG9003"));
            Assert.That(Run(both, Checked.File("SELECT 1;"))[0].Ids(), Does.Not.Contain("MG9003"));
            Assert.That(Run(both, Checked.File("DROP TABLE a;"))[0].Ids(), Does.Contain("MG9001"));
        });
    }

    [Test]
    public void A_fact_that_was_never_checked_is_at_most_a_warning_whatever_is_configured()
    {
        var options = Checked.Options with { Severities = new Dictionary<string, Severity> { ["MG9001"] = Severity.Info, ["MG9002"] = Severity.Error } };
        var findings = Run(options, Checked.File("DROP TABLE a;"))[0].Findings;
        Assert.That(findings.Select(f => (f.Rule.Id, f.Severity, f.NotVerified)).Take(2), Is.EqualTo(new[] { ("MG9001", Severity.Info, false), ("MG9002", Severity.Warning, true) }));
    }

    [Test]
    public void A_rule_that_is_switched_off_says_nothing()
        => Assert.That(Run(Checked.Options with { Severities = new Dictionary<string, Severity> { ["MG9001"] = Severity.None } }, Checked.File("DROP TABLE a;"))[0].Ids(), Does.Not.Contain("MG9001"));

    [Test]
    public void Findings_come_in_the_order_of_their_places_and_ids()
    {
        var findings = Run(Checked.Options, Checked.File("DROP TABLE a; DROP TABLE b;"))[0].Findings;
        Assert.That(findings.Where(f => f.Rule.Id is "MG9001" or "MG9002").Select(f => (f.Statement, f.Rule.Id)), Is.EqualTo(new[] { (0, "MG9001"), (0, "MG9002"), (1, "MG9001"), (1, "MG9002") }));
    }

    [Test]
    public void A_script_that_undoes_a_migration_is_judged_behind_it_and_only_by_rules_that_ask_for_it()
    {
        var results = Run(
            Checked.Options with { CompleteHistory = true },
            Checked.File("DROP TABLE a;", "001_a.down.sql"), Checked.File("CREATE TABLE a (id int);", "001_a.sql"), Checked.File("SELECT 1;", "002_b.sql"));
        Assert.Multiple(() =>
        {
            Assert.That(results[0].Ids(), Is.EqualTo(new[] { "MG9004" }));
            Assert.That(results[0].Findings[0].Effect, Is.EqualTo("undoes 001_001_a"));
            Assert.That(Phases(results[0]), Is.EqualTo(new[] { Phase.Contract }));
            Assert.That(Phases(results[2]), Is.EqualTo(new[] { Phase.Expand }));
        });
    }

    [TestCase("'DROP TABLE ' || t")]
    [TestCase("format('ALTER TABLE a DROP COLUMN %I', c)")]
    [TestCase("'DROP INDEX a_' || i")]
    [TestCase("'DROP SEQUENCE ' || s")]
    public void What_is_named_at_run_time_may_exist_although_the_whole_history_is_known(string sql)
    {
        var release = Checked.Options with { CompleteHistory = true, IsReleased = m => m.Path.StartsWith("001", StringComparison.Ordinal) };
        var results = Run(release, Checked.File("CREATE TABLE a (id int);", "001_a.sql"), Checked.File($"DO $$ BEGIN EXECUTE {sql}; END $$;", "002_b.sql"));
        Assert.That(Phases(results[1]), Does.Contain(Phase.Contract));
    }

    [Test]
    public void A_finding_about_the_history_is_kept_only_where_it_is_judged()
    {
        Migration[] history = [Checked.File("SELECT 1;", "001_a.sql"), Checked.File("SELECT 2;", "002_b.sql"), Checked.File("SELECT 3;", "002_b.down.sql")];
        var results = Run(Checked.Options with { IsReleased = m => m.Path == "001_a.sql" }, history);
        Assert.That(results.Select(r => r.Ids().Count(id => id == "MG9005")), Is.EqualTo(new[] { 0, 1, 0 }));
    }

    [Test]
    public void A_check_gives_the_same_every_time()
    {
        var migrations =
            from operations in OperationGenerator.PostgreSql.ListOf()
            select operations.Select((operation, number) => new Step(operation, new SourceSpan("1.sql", number, 1, number + 1, 1), number)).ToArray();
        Prop.ForAll(migrations.ListOf().Select(m => m.Take(8).ToArray()).ToArbitrary(), given =>
        {
            var history = given.Select((steps, number) => new Migration { Id = new MigrationId($"{number}", ""), Path = $"{number}.sql", Steps = steps }).ToArray();
            var first = MigrationChecker.Check(history, Checked.Options);
            var second = MigrationChecker.Check(history, Checked.Options);
            Assert.That(second.SelectMany(m => m.Findings), Is.EqualTo(first.SelectMany(m => m.Findings)));
            foreach (var migration in first)
            {
                Assert.That(migration.Findings.Select(f => f.Span.Start), Is.Ordered);
                Assert.That(migration.Findings.Where(f => f.NotVerified).Select(f => f.Severity), Has.None.EqualTo(Severity.Error));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    private static IReadOnlyList<CheckedMigration> Run(CheckOptions options, params Migration[] history) => MigrationChecker.Check(history, options, Fakes);

    private static IEnumerable<Phase> Phases(CheckedMigration migration) => migration.Steps.Select(s => s.Classification.Phase);

    private static RuleInfo Info(string id, bool judgesDown = false) => new(id, id)
    {
        Title = "A rule",
        Severity = Severity.Error,
        JudgesDown = judgesDown,
        When = "Always",
        Effect = "{effect}",
        Instead = "Nothing",
        Sources = ["here"],
    };

    private sealed class OnDrop(string id) : StepRule<DropTable>(Info(id))
    {
        public bool Doubtful { get; init; }

        protected override IEnumerable<Finding> Check(DropTable operation, StepContext step) => [Report(step) with { NotVerified = Doubtful }];
    }

    private sealed class OnVersion() : StepRule<Query>(Info("MG9003"))
    {
        protected override IEnumerable<Finding> Check(Query operation, StepContext step) => step.Database.Version == 16 ? [Report(step)] : [];
    }

    private sealed class OnDown() : MigrationRule(Info("MG9004", judgesDown: true))
    {
        internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
            => migration.Undoes is { } up ? [Report(migration.Steps[0], ("effect", "undoes " + up.Migration.Id))] : [];
    }

    private sealed class OnHistory() : HistoryRule(Info("MG9005"))
    {
        internal override HistoryWatch Watch() => new All(this);

        private sealed class All(OnHistory rule) : HistoryWatch
        {
            private readonly List<StepContext> _seen = [];

            public override void See(MigrationContext migration) => _seen.Add(Kept(migration.Steps[0]));

            public override IEnumerable<Finding> Findings(SimulationState end) => _seen.Select(step => rule.Report(step));
        }
    }
}
