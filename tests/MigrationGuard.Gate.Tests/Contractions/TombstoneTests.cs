using MigrationGuard.Execution;
using MigrationGuard.Gate.Contractions;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Ledgers;
using MigrationGuard.TestKit;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Gate.Tests.Contractions;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class TombstoneTests(int major)
{
    private const string Rights = "SELECT concat(relacl, (SELECT string_agg(a.attname || a.attacl::text, ' ') FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL)) FROM pg_class AS c WHERE c.oid = 'users'::regclass";

    private static readonly StepPlan Drop = GuardedShop.PlanOf(("contract/01.sql", "DROP INDEX CONCURRENTLY users_username;\nALTER TABLE users DROP COLUMN username;"));

    private readonly GatePolicy _policy = new() { TombstoneSoak = TimeSpan.FromDays(7) };

    private GuardedShop _shop = null!;

    private Clock _clock = null!;

    [SetUp]
    public async Task Create()
    {
        _clock = new();
        _shop = await GuardedShop.CreateAsync(major);
        _shop.Retire("4.2.0");
    }

    [TearDown]
    public async Task Remove()
    {
        if (_shop is not null)
        {
            await _shop.DisposeAsync();
        }
    }

    [TestCase("gate_test_app")]
    [TestCase(null)]
    public async Task What_nobody_asked_for_long_enough_is_dropped_and_the_rest_has_its_rights_back(string? application)
    {
        Forget(application);
        var before = _shop.Ask<string>(Rights);
        var asked = await Contraction.CheckAsync(GuardedShop.Release, default);
        Assert.That((asked.Verdict, (await PlaceAsync(asked)).Sight), Is.EqualTo((EvidenceVerdict.Pass, TombstoneSight.Quiet)));
        Assert.That(_shop.Ask<bool>("SELECT count(*) = 0 FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname = 'username' AND has_column_privilege('gate_test_app', attrelid, attnum, 'SELECT')"), Is.True);

        var early = await Contraction.CheckAsync(GuardedShop.Release, default);
        Assert.That((early.Verdict, early.Digest), Is.EqualTo((EvidenceVerdict.Unknown, asked.Digest)));
        Assert.That(early.Why, Does.Match("^hidden since .*Z: ask again at .*Z$"));

        _clock.Now += TimeSpan.FromDays(8);
        var soaked = await Contraction.CheckAsync(GuardedShop.Release, default);
        Assert.That((soaked.Verdict, soaked.Digest), Is.EqualTo((EvidenceVerdict.Pass, asked.Digest)), soaked.Why);
        var steps = new[] { await RunAsync(soaked), await RunAsync(soaked), await RunAsync(soaked) };
        Assert.That(steps.Select(step => (step.Outcome, step.Steps)), Is.EqualTo(new[] { (StepOutcome.Done, 1), (StepOutcome.Done, 2), (StepOutcome.Done, 2) }), string.Join('\n', steps.Select(step => step.Why)));
        Assert.That(_shop.Ask<string>(Rights), Is.EqualTo(before));
        Assert.That((await _shop.Tombstones.FindAsync(GuardedShop.Release.Id, default))!.State, Is.EqualTo(HidingState.Removed));
    }

    [Test]
    public async Task Who_asks_gets_it_back_and_the_removal_is_refused_with_the_name_until_a_person_settles_it()
    {
        var (before, rights) = (await _shop.FingerprintAsync(), _shop.Ask<string>(Rights));
        var asked = await Contraction.CheckAsync(GuardedShop.Release, default);
        await PlaceAsync(asked);
        await _shop.Tombstones.ReportAsync(GuardedShop.Release.Id, new("public.users.username", "2026-11-22", "reporter", "42501", "SELECT username FROM users"), default);
        var seen = await Contraction.ObserveAsync(GuardedShop.Release, default);
        var lifted = await Contraction.LiftAsync(GuardedShop.Release, _shop.Lease, default);
        Assert.That((seen.Sight, lifted.Sight), Is.EqualTo((TombstoneSight.Hit, TombstoneSight.Lifted)));
        Assert.That((_shop.Ask<string>(Rights), await _shop.FingerprintAsync()), Is.EqualTo((rights, before)));

        var refused = await Contraction.CheckAsync(GuardedShop.Release, default);
        Assert.That((refused.Verdict, refused.Why), Is.EqualTo((EvidenceVerdict.Fail, "it was hidden and is in use: reporter, 2026-11-22 asked for public.users.username: SELECT username FROM users – 42501\nwhen nobody asks for it any more, hide it anew: migrationguard contract tombstone --again --reason TEXT")));
        Assert.That((await PlaceAsync(asked)).Sight, Is.EqualTo(TombstoneSight.Hit), "It is not hidden again by itself.");

        await _shop.Tombstones.SettleHitsAsync(GuardedShop.Release.Id, "the report is gone", default);
        Assert.That((await PlaceAsync(await Contraction.CheckAsync(GuardedShop.Release, default))).Sight, Is.EqualTo(TombstoneSight.Quiet));
        Assert.That(_shop.Ask<bool>("SELECT bool_and(NOT v.problem <> '') IS NOT FALSE FROM migration_guard.verify_log() AS v"), Is.True);
    }

    [Test]
    public async Task A_log_that_nobody_reads_is_not_quiet()
    {
        var contraction = new SqlContraction(_shop.Runner, _shop.Judge, Drop, _policy) { Tombstones = new Postgres.Tombstones.PostgresTombstones(_shop.Database.ConnectionString, new()), Time = _clock };
        var placed = await contraction.PlaceAsync(GuardedShop.Release, Grant(await contraction.CheckAsync(GuardedShop.Release, default)), _shop.Lease, default);

        Assert.That((placed.Sight, (await contraction.ObserveAsync(GuardedShop.Release, default)).Sight), Is.EqualTo((TombstoneSight.Unknown, TombstoneSight.Unknown)));
        Assert.That(placed.Why, Does.EndWith("whether somebody asked for it is not known: the server keeps no log files: set logging_collector = on (a restart) and log_destination = 'jsonlog'\nwhen that is mended, hide it anew: migrationguard contract restore, then contract tombstone"));
    }

    [Test]
    public async Task A_schema_that_moves_while_it_is_hidden_ends_the_right_to_remove()
    {
        var asked = await Contraction.CheckAsync(GuardedShop.Release, default);
        await PlaceAsync(asked);
        _shop.Database.Execute("ALTER TABLE orders ADD COLUMN drift int");
        _clock.Now += TimeSpan.FromDays(8);

        Assert.That((await RunAsync(asked)).Outcome, Is.EqualTo(StepOutcome.Failed));
        Assert.That((await RunAsync(await Contraction.CheckAsync(GuardedShop.Release, default))).Outcome, Is.EqualTo(StepOutcome.Done));
    }

    private SqlContraction Contraction => new(_shop.Runner, _shop.Judge, Drop, _policy) { Tombstones = _shop.Tombstones, Time = _clock };

    // Without a role of an application that is known, the name hides.
    private void Forget(string? application)
    {
        if (application is null)
        {
            _shop.Database.Execute("UPDATE migration_guard.statement SET role = 'nobody_of_this_cluster' WHERE version <> (SELECT v.id FROM migration_guard.version AS v WHERE v.label = '4.3.0'); ALTER TABLE users OWNER TO gate_test_app; GRANT CREATE ON SCHEMA public TO gate_test_app");
        }
    }

    private Task<TombstoneResult> PlaceAsync(ContractResult check) => Contraction.PlaceAsync(GuardedShop.Release, Grant(check), _shop.Lease, default);

    private Task<StepResult> RunAsync(ContractResult check) => Contraction.RunNextAsync(GuardedShop.Release, Grant(check), _shop.Lease, default);

    private static ContractGrant Grant(ContractResult check) => new(new Retirement(new Switched(8, Samples.Noon, Samples.Noon), Samples.Noon), check.Digest, Samples.Noon);

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
