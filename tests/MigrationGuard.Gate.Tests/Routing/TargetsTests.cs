using System.Text.Json;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.TestKit.Http;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing;

/// <summary>Several routers that are moved together: by themselves, and in releases.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TargetsTests : IDisposable
{
    private readonly World _world = new();
    private readonly MemoryRouter[] _edges;
    private readonly bool[] _down = new bool[4];
    private readonly SmallServer _door;
    private readonly TargetsRouter _router;

    public TargetsTests()
    {
        _edges = [.. Enumerable.Range(0, 4).Select(_ => new MemoryRouter(_world.Deaths))];
        _door = new SmallServer((_, _) => Task.FromResult(SmallServer.Named(_edges[3].Now.Slot == "green" ? "4.3.0" : "4.2.0")));
        _router = new([.. _edges.Select((edge, i) => new RouterTarget($"edge-{i + 1}", new Stoppable(edge, () => _down[i])))], new FrontDoorSettings(_door.Address));
        _world.Policy = _world.Policy with { FrontDoorPatience = TimeSpan.FromMinutes(1) };
    }

    public void Dispose() => _door.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Test]
    public async Task It_is_where_all_of_them_are_and_else_it_names_who_is_where()
    {
        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(new RouterObservation.At("blue", 7)));
        _edges[1].Now = ("green", 8);
        Assert.That(((RouterObservation.NotYet)await _router.ObserveAsync(default)).Reason, Is.EqualTo("edge-1 is on blue at generation 7; edge-2 is on green at generation 8; edge-3 is on blue at generation 7; edge-4 is on blue at generation 7"));
        _down[2] = true;
        Assert.That(((RouterObservation.Unknown)await _router.ObserveAsync(default)).Reason, Does.Contain("edge-3 does not say where it is: down"));
        Assert.That((await _router.ObserveAsync(default)).Targets!.Select(target => target.Name), Is.EqualTo(new[] { "edge-1", "edge-2", "edge-3", "edge-4" }));
    }

    [Test]
    public async Task A_change_moves_those_that_are_behind_and_none_that_is_ahead()
    {
        _edges[0].Now = ("blue", 5);
        Assert.That(await _router.ApplyAsync("green", 8, 7, default), Is.EqualTo(new RouterObservation.At("green", 8)));
        Assert.That(_edges.Select(edge => edge.Now), Is.All.EqualTo(("green", 8L)));

        _edges[2].Now = ("blue", 20);
        Assert.That(await _router.ApplyAsync("blue", 9, 8, default), Is.InstanceOf<RouterObservation.NotYet>());
        Assert.That(_edges.Select(edge => edge.Now.Generation), Is.EqualTo(new[] { 8L, 8L, 20L, 8L }), "somebody else is at it");
    }

    [Test]
    public async Task A_share_is_given_by_all_of_them_or_by_none_that_cannot()
    {
        var share = new TrafficShare("blue", "green", 5);
        Assert.That(await _router.ShareAsync(share, 8, 7, default), Is.EqualTo(new RouterObservation.Shared(share, 8)));
        Assert.That(_router.Capabilities.Weighted);
        await using var one = new TargetsRouter([new("edge-1", new MemoryRouter(new()) { Capabilities = new(true, true, true, true) })], new FrontDoorSettings(_door.Address));
        Assert.That(one.Capabilities.Weighted, Is.False);
    }

    [Test]
    public async Task With_one_that_does_not_answer_no_switch_begins()
    {
        _down[3] = true;
        Assert.That((await Start()).Answer, Is.EqualTo(ReleaseAnswer.Dependency));
        Assert.That(_edges.Select(edge => edge.Now), Is.All.EqualTo(("blue", 7L)));
    }

    [Test]
    public async Task When_half_of_them_go_in_the_middle_those_that_answer_go_back_in_bounded_time()
    {
        DownAfter(_edges[0], 2, 3);
        var begun = _world.Time.GetUtcNow();
        var report = await Start();

        Assert.That(report.Answer, Is.EqualTo(ReleaseAnswer.Held));
        Assert.That(((ReleaseState.RollingBack)((ReleaseState.Held)report.State!).Was).Cause, Is.EqualTo(RollbackCause.Partial));
        Assert.That(report.Why, Does.Contain("edge-3 does not say where it is").And.Contain("edge-4 does not say").And.Contain("edge-1 is on blue at generation 9"));
        Assert.That(_world.Time.GetUtcNow() - begun, Is.LessThan((_world.Policy.PartialBudget * 2) + TimeSpan.FromSeconds(5)));

        Array.Clear(_down);
        _edges[3].Now = ("green", 8);
        Assert.That((await Ask(ReleaseAction.Rollback)).State, Is.InstanceOf<ReleaseState.RolledBack>(), "those that come back are found and moved");
        Assert.That(_edges.Select(edge => edge.Now), Is.All.EqualTo(("blue", 9L)));
    }

    [Test]
    public async Task A_rollback_moves_those_that_answer_and_says_which_do_not()
    {
        await Start();
        (_down[0], _down[1]) = (true, true);
        var report = await Ask(ReleaseAction.Rollback);

        Assert.That((report.Answer, _edges[2].Now, _edges[3].Now), Is.EqualTo((ReleaseAnswer.Held, ("blue", 9L), ("blue", 9L))));
        Assert.That(report.Why, Does.Contain("edge-1 does not say where it is").And.Contain("edge-2 does not say where it is"));
        Assert.That(_world.Ledger.Changes, Has.None.EqualTo("4.3.0 Published"), "the new version may have traffic of theirs");

        Array.Clear(_down);
        Assert.That((await Ask(ReleaseAction.Rollback)).State, Is.InstanceOf<ReleaseState.RolledBack>());
        Assert.That(_edges.Select(edge => edge.Now), Is.All.EqualTo(("blue", 9L)));
    }

    [Test]
    public async Task Forward_goes_on_with_more_than_half_and_the_others_follow()
    {
        _world.Policy = _world.Policy with { OnPartial = PartialPolicy.Forward };
        DownAfter(_edges[3], 0);
        Assert.That((await Start()).State, Is.InstanceOf<ReleaseState.WindowOpen>());
        Assert.That(_edges.Skip(1).Select(edge => edge.Now), Is.All.EqualTo(("green", 8L)));

        (_down[0], _edges[0].Now) = (false, ("blue", 7));
        await Runner().RunAsync(World.Id, new("ci:2"), default);
        Assert.That(_edges.Select(edge => edge.Now), Is.All.EqualTo(("green", 8L)), "one that came back was sent after them");
    }

    [Test]
    public async Task Forward_goes_back_with_no_more_than_half()
    {
        _world.Policy = _world.Policy with { OnPartial = PartialPolicy.Forward };
        DownAfter(_edges[3], 0, 1);
        Assert.That((await Start()).State, Is.InstanceOf<ReleaseState.Held>());
        Assert.That((_edges[2].Now, _edges[3].Now), Is.EqualTo((("blue", 9L), ("blue", 9L))));
    }

    [Test]
    public async Task The_journal_says_where_each_target_was()
    {
        DownAfter(_edges[0], 2, 3);
        await Start();
        var targets = _world.Ledger.Entries.Select(entry => entry.Payload).Where(payload => payload.TryGetProperty("happened", out _))
            .Select(payload => payload.GetProperty("happened").TryGetProperty("sight", out var sight) && sight.TryGetProperty("targets", out var found) ? found : default).Where(found => found.ValueKind == JsonValueKind.Array);
        Assert.That(targets.Last().EnumerateArray().Select(target => $"{target.GetProperty("name")} {target.GetProperty("sight").GetProperty("where")}"), Is.EqualTo(new[] { "edge-1 on", "edge-2 on", "edge-3 unknown", "edge-4 unknown" }));
    }

    [Test]
    public async Task Killed_anywhere_it_ends_with_one_generation_on_all_of_them()
    {
        for (var moment = 0; ; moment++)
        {
            using var tests = new TargetsTests();
            tests._world.Deaths.Restart(moment);
            var died = await Dies(tests.Start);
            tests._world.Deaths.Restart(-1);
            tests._world.Time.Pass(tests._world.Policy.LeaseDuration);
            var report = await tests.Start();

            Assert.That(report.State, Is.InstanceOf<ReleaseState.WindowOpen>().Or.InstanceOf<ReleaseState.RolledBack>(), $"killed at {moment}: {report}");
            Assert.That(tests._edges.Select(edge => edge.Now).Distinct().Count(), Is.EqualTo(1), $"killed at {moment}");
            if (!died)
            {
                Assert.That(moment, Is.GreaterThan(25));
                return;
            }
        }
    }

    private ReleaseRunner Runner() => new(
        new ReleaseMeans
        {
            Ledger = _world.Ledger,
            Local = _world.Local,
            Router = _router,
            Expansion = _world.Steps,
            Evidence = [_world.Watch],
            Bake = _world.Watch,
            OldVersion = _world.Watch,
            Contraction = _world.Steps,
            Time = _world.Time,
        },
        _world.Policy);

    private Task<ReleaseReport> Start() => Runner().StartAsync(World.Release, new("ci:1"), default);

    private Task<ReleaseReport> Ask(ReleaseAction action) => Runner().AskAsync(World.Id, new(action, "ada", "because"), new("ada:2"), default);

    // They go in the moment in which another one has moved.
    private void DownAfter(MemoryRouter first, params int[] others)
    {
        foreach (var other in others)
        {
            _edges[other].Ignores = int.MaxValue;
        }

        first.OnApplied = () =>
        {
            foreach (var other in others)
            {
                (_down[other], _edges[other].Ignores) = (true, 0);
            }
        };
    }

    private static async Task<bool> Dies(Func<Task> work)
    {
        try
        {
            await work();
            return false;
        }
        catch (Killed)
        {
            return true;
        }
    }

    private sealed class Stoppable(MemoryRouter router, Func<bool> isDown) : IWeightedRouter
    {
        private static readonly RouterObservation Down = new RouterObservation.Unknown("down");

        public string Name => router.Name;

        public RouterCapabilities Capabilities => router.Capabilities;

        public Task<RouterObservation> ObserveAsync(CancellationToken cancellation) => isDown() ? Task.FromResult(Down) : router.ObserveAsync(cancellation);

        public Task<RouterObservation> ApplyAsync(string slot, long generation, long expectedGeneration, CancellationToken cancellation) =>
            isDown() ? Task.FromResult(Down) : router.ApplyAsync(slot, generation, expectedGeneration, cancellation);

        public Task<RouterObservation> ShareAsync(TrafficShare share, long generation, long expectedGeneration, CancellationToken cancellation) =>
            isDown() ? Task.FromResult(Down) : router.ShareAsync(share, generation, expectedGeneration, cancellation);

        public Task<ProbeResult> ProbeAsync(int samples, CancellationToken cancellation) => isDown() ? Task.FromResult(new ProbeResult(null, 0, samples)) : router.ProbeAsync(samples, cancellation);

        public Task<DrainResult> DrainAsync(string slot, TimeSpan deadline, CancellationToken cancellation) => router.DrainAsync(slot, deadline, cancellation);

        public ValueTask DisposeAsync() => router.DisposeAsync();
    }
}
