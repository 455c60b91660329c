using MigrationGuard.Checking;
using MigrationGuard.Operations;
using MigrationGuard.Rules;

namespace MigrationGuard.Tests.Checking;

/// <summary>Declared phases, mixtures, held contracts and live versions.</summary>
public sealed class PhaseTests
{
    private const string Drop = "ALTER TABLE users DROP COLUMN username;";
    private const string Declared = "-- migrationguard: phase contract\n";

    [Test]
    public void A_declared_contract_migration_is_held_for_the_gate() => Assert.That(Checked.One(Declared + Drop).Held, Is.True);

    [TestCase(Drop, TestName = "A_contract_migration_that_does_not_say_so_is_not_held")]
    [TestCase("-- migrationguard: phase expand\n" + Drop, TestName = "A_contract_in_disguise_is_not_held")]
    [TestCase(Declared + "ALTER TABLE users ADD COLUMN handle text; " + Drop, TestName = "A_mixture_is_not_held")]
    [TestCase(Declared + "CREATE INDEX i ON users (id);", TestName = "A_declared_contract_without_one_is_not_held")]
    [TestCase(Declared + "ALTER TABLE users RENAME COLUMN age TO years;", TestName = "A_rename_that_must_be_split_is_not_held")]
    public void Not_held(string sql) => Assert.That(Checked.One(sql).Held, Is.False);

    [TestCase("SET lock_timeout = '2s'; BEGIN; " + Drop + " COMMIT; ANALYZE users;")]
    [TestCase("-- migrationguard: no-transaction\nALTER TABLE users ADD CONSTRAINT c CHECK (age IS NOT NULL) NOT VALID; ALTER TABLE users VALIDATE CONSTRAINT c; ALTER TABLE users ALTER age SET NOT NULL; ALTER TABLE users DROP CONSTRAINT c;")]
    [TestCase("DROP VIEW v; " + Drop + " CREATE VIEW v AS SELECT id FROM users; GRANT SELECT ON v TO app;")]
    [TestCase("DROP TRIGGER t ON users; DROP FUNCTION t(); " + Drop)]
    [TestCase("CREATE TEMP TABLE kept AS SELECT id FROM users; " + Drop)]
    [TestCase("CREATE TABLE kept (id int); DROP TABLE kept; " + Drop)]
    public void What_only_serves_the_contract_may_stand_beside_it(string sql) => Assert.Multiple(() =>
    {
        var result = Checked.One(Declared + sql);
        Assert.That(result.Held, Is.True);
        Assert.That(result.Ids(), Has.None.EqualTo("MG0702").And.None.EqualTo("MG0703"));
    });

    [Test]
    public void Two_migrations_in_one_file_are_not_alone()
    {
        var first = Checked.File(Declared + Drop);
        Assert.That(Checked.Check(Checked.Options, first, first with { Id = new Migrations.MigrationId("3", "other") }).Select(m => m.Held), Is.All.False);
    }

    [Test]
    public void A_live_version_that_uses_what_is_dropped_is_named_with_statements_and_place()
    {
        var result = Checked.One(Declared + Drop, Checked.Options with { Live = Checked.Using("4.2.0", "users", "username") });
        Assert.Multiple(() =>
        {
            Assert.That(result.Held, Is.False);
            Assert.That(result.Only("MG0701").Effect, Is.EqualTo("users.username is used by 4.2.0: 3 statements, e.g. Orders/UserStore.cs:42"));
            Assert.That(result.Only("MG0701").Severity, Is.EqualTo(Severity.Error));
        });
    }

    [Test]
    public void Live_versions_that_use_something_else_hold_nothing_back()
    {
        var result = Checked.One(Declared + Drop, Checked.Options with { Live = Checked.Using("4.2.0", "users", "handle") });
        Assert.Multiple(() =>
        {
            Assert.That(result.Held, Is.True);
            Assert.That(result.Ids(), Does.Not.Contain("MG0701"));
        });
    }

    [Test]
    public void A_mixture_is_told_apart_statement_by_statement()
    {
        var finding = Checked.One("ALTER TABLE users ADD COLUMN handle text;\nUPDATE users SET handle = username;\n" + Drop).Only("MG0703");
        Assert.Multiple(() =>
        {
            Assert.That(finding.Span.Line, Is.EqualTo(3));
            Assert.That(finding.Effect, Is.EqualTo(
                "There is no right time to run it. Before the switch, line 3 (DROP COLUMN users.username) would break the old version: statements that name users.username fail and its values are gone. "
                + "After it, line 1 (ADD COLUMN users.handle) would come too late for the new one"));
            Assert.That(finding.Instead, Is.EqualTo(
                "Split it into (1) an expand migration, run before the switch, with line 1 (ADD COLUMN users.handle); "
                + "(2) a migrate migration, run while both versions live, with line 2 (UPDATE users); "
                + "(3) a contract migration that begins with -- migrationguard: phase contract and waits until no live version needs what goes, with line 3 (DROP COLUMN users.username)"));
        });
    }

    [Test]
    public void A_mixture_comes_with_the_migrations_to_split_it_into()
        => Assert.That(Checked.One("ALTER TABLE users ADD COLUMN handle text; " + Drop).Only("MG0703").Suggestion, Is.EqualTo("""
            -- 1. expand: before the switch
            SET lock_timeout = '2s';
            ALTER TABLE users ADD COLUMN handle text;

            -- 2. contract: once no live version needs what goes
            -- migrationguard: phase contract
            SET lock_timeout = '2s';
            ALTER TABLE users DROP COLUMN username;
            """));

    [Test]
    public void A_mixture_inside_a_block_is_not_split_by_machine()
        => Assert.That(Checked.One($"DO $$ BEGIN ALTER TABLE users ADD COLUMN handle text; {Drop} END $$;").Only("MG0703").Suggestion, Is.Null);

    [Test]
    public void A_complaint_about_a_contract_waits_with_it_and_falls_silent_when_nobody_needs_what_goes()
    {
        var rules = new Migrations.Migration[] { Checked.File(Declared + Drop), Checked.File(Drop) };
        var unused = Checked.Options with { Live = Checked.Using("4.2.0", "users", "handle") };
        Assert.Multiple(() =>
        {
            Assert.That(Of(rules[0], Checked.Options), Is.EqualTo((Severity.Info, true)));
            Assert.That(Of(rules[1], Checked.Options), Is.EqualTo((Severity.Error, false)));
            Assert.That(Of(rules[1], unused), Is.EqualTo((Severity.Info, false)));
        });

        static (Severity Severity, bool Held) Of(Migrations.Migration migration, CheckOptions options)
        {
            var finding = MigrationChecker.Check([migration], options, new RuleSet([new DropRule()]))[0].Findings.Single();
            return (finding.Severity, finding.Held);
        }
    }

    [TestCase("ALTER TABLE users ADD COLUMN handle text; UPDATE users SET handle = username WHERE handle IS NULL;")]
    [TestCase("CREATE TABLE t (id int); CREATE INDEX i ON t (id); INSERT INTO t VALUES (1);")]
    [TestCase("CREATE INDEX a ON users (id, name); CREATE INDEX b ON users (id); DROP INDEX b;")]
    public void Expanding_and_filling_is_no_mixture(string sql) => Assert.That(Checked.One(sql).Ids(), Does.Not.Contain("MG0703"));

    [Test]
    public void A_mixture_is_harmless_when_no_live_version_uses_what_goes()
    {
        var options = Checked.Options with { Live = Checked.Using("4.2.0", "users", "handle") };
        Assert.That(Checked.One("ALTER TABLE users ADD COLUMN nick text; " + Drop, options).Ids(), Does.Not.Contain("MG0703"));
    }

    [TestCase("expand", "line 2 (DROP COLUMN users.username) belongs in a contract migration: statements that name users.username fail and its values are gone")]
    [TestCase("migrate", "line 2 (DROP COLUMN users.username) belongs in a contract migration: statements that name users.username fail and its values are gone")]
    public void A_declaration_that_does_not_fit_says_what_belongs_where(string phase, string says)
        => Assert.That(Checked.One($"-- migrationguard: phase {phase}\n{Drop}").Only("MG0702").Effect, Is.EqualTo($"The migration is declared {phase}, but {says}"));

    [Test]
    public void An_expand_step_declared_contract_belongs_before_the_switch()
        => Assert.That(
            Checked.One(Declared + "ALTER TABLE users ADD COLUMN handle text;").Only("MG0702").Effect,
            Is.EqualTo("The migration is declared contract, but line 2 (ADD COLUMN users.handle) belongs before the switch: the new version needs it when it starts"));

    private sealed class DropRule() : StepRule<DropColumn>(new RuleInfo("MG9001", nameof(DropRule))
    {
        Title = "Drop",
        Severity = Severity.Error,
        HeldInContract = true,
        When = "Always",
        Effect = "{old}",
        Instead = "Nothing",
        Sources = ["here"],
    })
    {
        protected override IEnumerable<Finding> Check(DropColumn operation, StepContext step) => [Report(step)];
    }
}
