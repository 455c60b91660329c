using MigrationGuard.Execution;
using MigrationGuard.Gate.Contractions;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Ledgers;
using MigrationGuard.TestKit;

namespace MigrationGuard.Gate.Tests.Contractions;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class SqlContractionTests(int major)
{
    private const string Moved = "the statements, the schema or the live versions are not those that were checked: ask again whether it may be removed";

    private static readonly StepPlan Drop = GuardedShop.PlanOf(("contract/01.sql", "DROP INDEX CONCURRENTLY users_username;\nALTER TABLE users DROP COLUMN username;"));

    private GuardedShop _shop = null!;

    [SetUp]
    public async Task Create() => _shop = await GuardedShop.CreateAsync(major);

    [TearDown]
    public async Task Remove()
    {
        if (_shop is not null)
        {
            await _shop.DisposeAsync();
        }
    }

    [Test]
    public async Task What_a_live_version_needs_is_not_removed_and_its_statement_is_named()
    {
        var before = await _shop.FingerprintAsync();
        var check = await Contraction(Drop).CheckAsync(GuardedShop.Release, default);

        Assert.That(check.Verdict, Is.EqualTo(EvidenceVerdict.Fail));
        Assert.That(check.Why, Does.StartWith("webshop 4.2.0 needs it: Users/UserStore.cs:42: SELECT id, username FROM users WHERE id = $1 – column \"username\" does not exist (42703)"));
        Assert.That(await _shop.FingerprintAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task When_the_version_is_retired_it_is_removed_step_by_step()
    {
        _shop.Retire("4.2.0");
        var contraction = Contraction(Drop);
        var check = await contraction.CheckAsync(GuardedShop.Release, default);
        Assert.That((check.Verdict, check.Why), Is.EqualTo((EvidenceVerdict.Pass, "no live version needs it (webshop 4.3.0)")));

        var first = await contraction.RunNextAsync(GuardedShop.Release, Grant(check), _shop.Lease, default);
        var again = await contraction.CheckAsync(GuardedShop.Release, default);
        var second = await contraction.RunNextAsync(GuardedShop.Release, Grant(check), _shop.Lease, default);

        Assert.That(new[] { first, second }, Is.EqualTo(new[]
        {
            new StepResult(StepOutcome.Done, 1, 2, "contract/01.sql:1: done"),
            new StepResult(StepOutcome.Done, 2, 2, "contract/01.sql:2: done"),
        }));
        Assert.That((again.Verdict, again.Digest), Is.EqualTo((EvidenceVerdict.Pass, check.Digest)));
        Assert.That(_shop.Ask<long>("SELECT count(*) FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname = 'username'"), Is.Zero);
    }

    [Test]
    public async Task A_right_does_not_outlive_the_statements_the_schema_and_the_versions_it_was_given_for()
    {
        _shop.Retire("4.2.0");
        var grant = Grant(await Contraction(Drop).CheckAsync(GuardedShop.Release, default));
        var other = await Contraction(GuardedShop.PlanOf(("contract/01.sql", "DROP TABLE orders"))).RunNextAsync(GuardedShop.Release, grant, _shop.Lease, default);
        _shop.Database.Execute("SELECT migration_guard.set_version_state('webshop', '4.2.0', 'live', NULL, NULL)");
        var returned = await Contraction(Drop).RunNextAsync(GuardedShop.Release, grant, _shop.Lease, default);
        _shop.Retire("4.2.0");
        _shop.Database.Execute("ALTER TABLE orders ADD COLUMN drift int");
        var drifted = await Contraction(Drop).RunNextAsync(GuardedShop.Release, grant, _shop.Lease, default);

        Assert.That(new[] { other, returned, drifted }.Select(result => (result.Outcome, result.Steps, result.Why)), Is.All.EqualTo((StepOutcome.Failed, 0, Moved)));
        Assert.That(_shop.Ask<bool>("SELECT to_regclass('orders') IS NOT NULL AND to_regclass('users_username') IS NOT NULL"), Is.True);
    }

    [Test]
    public async Task A_schema_that_moves_between_two_steps_stops_the_rest()
    {
        _shop.Retire("4.2.0");
        var contraction = Contraction(Drop);
        var grant = Grant(await contraction.CheckAsync(GuardedShop.Release, default));
        await contraction.RunNextAsync(GuardedShop.Release, grant, _shop.Lease, default);
        _shop.Database.Execute("ALTER TABLE orders ADD COLUMN drift int");
        var stopped = await contraction.RunNextAsync(GuardedShop.Release, grant, _shop.Lease, default);

        Assert.That((stopped.Outcome, stopped.Steps, stopped.Why), Is.EqualTo((StepOutcome.Failed, 1, Moved)));
        var renewed = Grant(await contraction.CheckAsync(GuardedShop.Release, default));
        Assert.That((await contraction.RunNextAsync(GuardedShop.Release, renewed, _shop.Lease, default)).Outcome, Is.EqualTo(StepOutcome.Done));
    }

    [Test]
    public async Task A_change_that_cannot_be_tried_is_unknown_and_says_where()
    {
        _shop.Retire("4.2.0");
        await using var reporter = new Npgsql.NpgsqlConnection(_shop.Database.ConnectionString + ";Application Name=reporter;Pooling=false");
        await reporter.OpenAsync();
        await using var hold = new Npgsql.NpgsqlCommand("BEGIN; SELECT count(*) FROM users", reporter);
        await hold.ExecuteNonQueryAsync();
        var locked = await Contraction(Drop).CheckAsync(GuardedShop.Release, default);
        var wrong = await Contraction(GuardedShop.PlanOf(("01.sql", "SELECT 1;\n\nALTER TABLE orders DROP COLUMN missing"))).CheckAsync(GuardedShop.Release, default);

        Assert.That(new[] { locked.Verdict, wrong.Verdict }, Is.All.EqualTo(EvidenceVerdict.Unknown));
        Assert.That(locked.Why, Does.Match(@"contract/01\.sql:[12]: .*\(55P03\); waited for pid \d+ \(reporter, "));
        Assert.That(wrong.Why, Does.Contain("01.sql:3: column \"missing\" of relation \"orders\" does not exist (42703)"));
    }

    [Test]
    public async Task What_the_database_cannot_tell_stays_unknown()
    {
        _shop.Publish("4.4.0", "INSERT INTO orders (id, note) VALUES ($1, 'new')", 52);
        var check = await Contraction(GuardedShop.PlanOf(("01.sql", "CREATE INDEX orders_upper ON orders (upper(note))"))).CheckAsync(GuardedShop.Release, default);

        Assert.That(check.Verdict, Is.EqualTo(EvidenceVerdict.Unknown), check.Why);
        Assert.That(check.Why, Does.StartWith("webshop 4.4.0 may need it: Users/UserStore.cs:52: INSERT INTO orders"));
    }

    [Test]
    public async Task A_version_that_can_come_back_keeps_what_it_needs()
    {
        _shop.Database.Execute("SELECT migration_guard.set_version_state('webshop', '4.2.0', 'retired', '2031-12-24 00:00Z', 'too early')");
        var check = await Contraction(Drop).CheckAsync(GuardedShop.Release, default);

        Assert.That((check.Verdict, check.Why), Is.EqualTo((EvidenceVerdict.Fail, "webshop 4.2.0 can come back until 2031-12-24 00:00:00Z")));
    }

    [Test]
    public async Task Where_nothing_is_live_nobody_is_known_to_be_gone()
    {
        _shop.Retire("4.2.0");
        _shop.Retire("4.3.0");

        Assert.That((await Contraction(Drop).CheckAsync(GuardedShop.Release, default)).Verdict, Is.EqualTo(EvidenceVerdict.Unknown));
    }

    [Test]
    public async Task Files_that_cannot_be_run_are_refused_with_their_places()
    {
        var check = await Contraction(GuardedShop.PlanOf(("01.sql", "DROP TABLE orders;\nROLLBACK;"))).CheckAsync(GuardedShop.Release, default);

        Assert.That(check.Verdict, Is.EqualTo(EvidenceVerdict.Fail));
        Assert.That(check.Why, Does.StartWith("01.sql:2: a migration that rolls itself back"));
    }

    [Test]
    public async Task Nothing_is_hidden_and_nothing_pretends_to_be()
    {
        _shop.Retire("4.2.0");
        var contraction = new SqlContraction(_shop.Runner, _shop.Judge, Drop, new GatePolicy { TombstoneSoak = TimeSpan.FromDays(7) });
        var check = await contraction.CheckAsync(GuardedShop.Release, default);
        var placed = await contraction.PlaceAsync(GuardedShop.Release, Grant(check), _shop.Lease, default);

        Assert.That((check.Verdict, placed.Sight), Is.EqualTo((EvidenceVerdict.Unknown, TombstoneSight.Unknown)));
        Assert.That(new[] { check.Why, placed.Why }, Is.All.Contains("set gate.policy.tombstoneSoak to \"0s\""));
    }

    private static ContractGrant Grant(ContractResult check) => new(new Retirement(new Switched(8, Samples.Noon, Samples.Noon), Samples.Noon), check.Digest, Samples.Noon);

    private SqlContraction Contraction(StepPlan plan) => new(_shop.Runner, _shop.Judge, plan, new GatePolicy { TombstoneSoak = TimeSpan.Zero });
}
