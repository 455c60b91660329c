using System.Text.Json.Nodes;
using MigrationGuard.Cli.Tests.Judging;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Rehearsals;

/// <summary><c>rehearse</c> on real servers: on 15 the schema is dumped, on 18, for which no pg_dump is installed, replayed.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class RehearseTests(int major)
{
    private RehearsalFixture _shop = null!;

    [SetUp]
    public void SetUp() => _shop = new RehearsalFixture(major);

    [TearDown]
    public void TearDown()
    {
        Assert.That(_shop.Value(RehearsalFixture.Leftovers), Is.Zero);
        Assert.That(_shop.Value("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'migration_guard_rehearsal_%'"), Is.Zero);
        _shop.Dispose();
    }

    [Test]
    public void What_expands_is_confirmed_and_proved_with_the_new_version()
    {
        _shop.Folder.Write("next.json", JudgeFixture.Manifest("4.3.0", [.. JudgeFixture.Statements, ("SELECT nickname FROM users WHERE id = $1", "integer")]));
        _shop.Migration("002_nickname", "ALTER TABLE users ADD COLUMN nickname text;\n");
        var before = _shop.Value("SELECT count(*) FROM pg_attribute");
        var outcome = _shop.Rehearse("--new-manifest", "next.json");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Yes), outcome.Output + outcome.Error);
        Assert.That(outcome.Output, Does.Contain("expand   002_nickname confirmed (db/002_nickname.sql)").And.Contain("ACCESS EXCLUSIVE on public.users")
            .And.Contain("webshop 4.2.0 (live): 3 statements, pass behind 1 step").And.Contain("webshop 4.3.0 (new): 4 statements, pass"));
        Assert.That(outcome.Output, Does.Contain(major == 15 ? "schema copied by pg_dump" : "schema replayed from 1 released migration,"));
        Assert.That(_shop.Value("SELECT count(*) FROM pg_attribute"), Is.EqualTo(before), "the database itself was changed");
    }

    [Test]
    public void A_live_version_that_breaks_is_named_with_the_step_and_the_statement()
    {
        _shop.Migration("002_two", "-- migrationguard: no-transaction\nALTER TABLE users ADD COLUMN nickname text;\nALTER TABLE users RENAME COLUMN username TO handle;\n");
        var json = _shop.Json("--evidence", "seen");
        var migration = json["migrations"]![0]!;
        Assert.That((json["verdict"]!.ToString(), migration["phase"]!.ToString(), migration["outcome"]!.ToString()), Is.EqualTo(("failed", "contract", "confirmed")), migration.ToString());
        Assert.That(migration["shownBy"]!.ToString(), Does.StartWith("webshop 4.2.0: SELECT id, username FROM users WHERE id = $1: column \"username\" does not exist"));
        Assert.That(migration["proofs"]!.AsArray().Select(proof => (proof!["behind"]!.ToString(), proof["versions"]![0]!["verdict"]!.ToString())), Is.EqualTo(new[] { ("db/002_two.sql:2", "pass"), ("db/002_two.sql:3", "fail") }));
        var evidence = JsonNode.Parse(File.ReadAllText(Path.Combine(_shop.Folder.Path, "seen", "001_002_two.json")))!;
        Assert.That(evidence["fingerprintBefore"]!.ToString(), Does.StartWith("sha256:").And.Not.EqualTo(evidence["fingerprintAfter"]!.ToString()));
        Assert.That(evidence["steps"]![1]!["relations"]![0]!["lock"]!.ToString(), Is.EqualTo("ACCESS EXCLUSIVE"));
        Assert.That(_shop.Rehearse().Code, Is.EqualTo(ExitCode.No));
    }

    [Test]
    public void What_no_live_version_uses_is_a_contract_that_breaks_nobody()
    {
        _shop.Execute("ALTER TABLE users ADD COLUMN old_note text");
        _shop.Migration("001_shop", JudgeFixture.Shop + "ALTER TABLE users ADD COLUMN old_note text;");
        _shop.Migration("002_drop", "ALTER TABLE users DROP COLUMN old_note;\n");
        var outcome = _shop.Rehearse();
        Assert.That(outcome.Output, Does.Contain("contract 002_drop confirmed").And.Contain("any client: ").And.Contain("pass behind 1 step"));
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Yes), outcome.Output);
    }

    [TestCase("ALTER TABLE orders ALTER COLUMN id TYPE bigint;", "public.orders rewritten", "ACCESS EXCLUSIVE on public.orders")]
    [TestCase("ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0);", "public.orders rows checked", "ACCESS EXCLUSIVE on public.orders")]
    [TestCase("CREATE INDEX ix_orders ON orders (total);", "public.orders index built", "SHARE on public.orders")]
    [TestCase("-- migrationguard: no-transaction\nCREATE INDEX CONCURRENTLY ix_orders ON orders (total);", "public.orders index built", "SHARE UPDATE EXCLUSIVE on public.orders")]
    [TestCase("-- migrationguard: no-transaction\nREINDEX INDEX CONCURRENTLY orders_pkey;", "", "SHARE UPDATE EXCLUSIVE on public.orders")]
    [TestCase("CREATE TABLE items (id bigint PRIMARY KEY, order_id integer REFERENCES orders);", "", "SHARE ROW EXCLUSIVE on public.orders")]
    [TestCase("UPDATE users SET email = 'x' || id WHERE email IS NULL;", "public.users rows updated", "")]
    [TestCase("DELETE FROM orders;", "public.orders rows deleted", "")]
    [TestCase("TRUNCATE orders;", "public.orders rows deleted", "ACCESS EXCLUSIVE on public.orders")]
    public void The_server_says_what_it_locks_and_does(string sql, string work, string locks)
    {
        _shop.Migration("002_work", sql);
        Assert.That(_shop.Rehearse().Output, Does.Contain(work).And.Contain(locks).And.Not.Contain("differs:"));
    }

    [TestCase("UPDATE users SET email = 'x' || id WHERE email IS NULL;", "migrate")]
    [TestCase("UPDATE users SET username = upper(username);", "contract")]
    [TestCase("DELETE FROM orders;", "contract")]
    [TestCase("CREATE TABLE other (id bigint PRIMARY KEY);", "expand")]
    [TestCase("ALTER TABLE users ALTER COLUMN username DROP NOT NULL;", "expand")]
    [TestCase("ALTER TABLE orders ALTER COLUMN total DROP DEFAULT;", "contract")]
    [TestCase("ALTER TABLE orders ADD COLUMN place integer NOT NULL;", "contract")]
    [TestCase("DROP TABLE orders;", "contract")]
    public void The_phase_follows_from_what_happened(string sql, string phase)
    {
        _shop.Migration("002_phase", sql);
        Assert.That(_shop.Json()["migrations"]![0]!["phase"]!.ToString(), Is.EqualTo(phase));
    }

    [Test]
    public void Rows_that_only_the_real_database_has_decide()
    {
        _shop.Migration("002_email", "ALTER TABLE users ALTER COLUMN email SET NOT NULL;\n");
        Assert.That(_shop.Rehearse().Output, Does.Contain("fits: whether rows of users have NULL in email").And.Contain("the made-up NULL in email got a value"));
        _shop.Execute("INSERT INTO users (username) VALUES ('eve')");
        var outcome = _shop.Rehearse();
        Assert.That(outcome.Output, Does.Contain("violates: whether rows of users have NULL in email").And.Contain("rows of the database stand in the way of a migration"));
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.No));
    }

    [Test]
    public void A_migration_that_fails_is_placed_and_the_ones_behind_it_are_not_run()
    {
        _shop.Migration("002_broken", "ALTER TABLE users ADD COLUMN a text;\n\nALTER TABLE users\n  DROP COLUMN nowhere;\n");
        _shop.Migration("003_later", "CREATE TABLE later (id bigint PRIMARY KEY);\n");
        var outcome = _shop.Rehearse();
        Assert.That(outcome.Output, Does.Contain("002_broken failed").And.Contain("db/002_broken.sql:3: column \"nowhere\" of relation \"users\" does not exist (42703)")
            .And.Contain("003_later not run").And.Contain("comes behind 002_broken, which failed"));
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.No));
    }

    [Test]
    public void What_cannot_be_run_from_its_source_is_said_and_nothing_behind_it_is_passed()
    {
        _shop.Migration("002_meta", "\\i other.sql\n");
        _shop.Migration("003_later", "CREATE TABLE later (id bigint PRIMARY KEY);\n");
        var outcome = _shop.Rehearse();
        Assert.That((outcome.Code, outcome.Output.Contains("003_later not run", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Unknown, true)), outcome.Output);
    }

    [Test]
    public void What_only_the_server_understands_is_shown_by_the_trace_alone()
    {
        _shop.Migration("002_dynamic", "DO $$ BEGIN EXECUTE 'ALTER TABLE ' || chr(117) || 'sers ADD COLUMN x text'; END $$;\n");
        var outcome = _shop.Rehearse();
        Assert.That((outcome.Code, outcome.Output.Contains("expand   002_dynamic trace only", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Yes, true)), outcome.Output);
    }

    [Test]
    public void A_copy_that_is_not_the_database_is_said()
    {
        _shop.Execute("ALTER TABLE users ADD COLUMN drifted text");
        _shop.Migration("002_x", "CREATE TABLE x (id bigint PRIMARY KEY);\n");
        Assert.That(_shop.Rehearse().Output, major == 15 ? Does.Not.Contain("the copy differs") : Does.Contain("the copy differs from the database: column public.users.drifted"));
    }

    [Test]
    public void Without_a_pending_migration_there_is_nothing_to_do()
        => Assert.That(_shop.Rehearse() is { Code: ExitCode.Yes } outcome && outcome.Output.Contains("no migration is pending", StringComparison.Ordinal));

    [Test]
    public void A_manifest_is_enough_where_there_is_no_ledger()
    {
        using var other = PostgresServer.Get(major).CreateDatabase();
        other.Execute(JudgeFixture.Shop);
        _shop.Migration("002_drop", "ALTER TABLE users DROP COLUMN username;\n");
        var outcome = _shop.RehearseAs(other.ConnectionString, "--manifest", "shop.json");
        Assert.That((outcome.Code, outcome.Output.Contains("webshop 4.2.0 (live): 3 statements, fail behind 1 step", StringComparison.Ordinal)), Is.EqualTo((ExitCode.No, true)), outcome.Output);
        Assert.That(_shop.RehearseAs(other.ConnectionString).Output, Does.Contain("no version was proved, for none is live"));
    }

    [Test]
    public void A_class_of_FluentMigrator_is_run_as_the_SQL_of_its_operations()
    {
        _shop.Folder.Write("app/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include=\"FluentMigrator.Runner.Postgres\" Version=\"8.0.1\" /></ItemGroup></Project>");
        _shop.Folder.Write("app/M1.cs", $"using FluentMigrator;\n[Migration(1)]\npublic class M1 : ForwardOnlyMigration {{\n  public override void Up() {{ Execute.Sql(@\"{JudgeFixture.Shop}\"); }}\n}}\n");
        _shop.Folder.Write("app/M2.cs", "using FluentMigrator;\n[Migration(2)]\npublic class M2 : ForwardOnlyMigration {\n  public override void Up() {\n    Alter.Table(\"users\").AddColumn(\"nickname\").AsString(40).Nullable();\n  }\n}\n");
        var outcome = _shop.Tool("rehearse", "app", "--since", "1");
        Assert.That(outcome.Output, Does.Contain("confirmed (app/M2.cs)").And.Contain("ACCESS EXCLUSIVE on public.users (app/M2.cs:5"), outcome.Error);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Yes));
    }
}
