using MigrationGuard.Data;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Tests.Running;

/// <summary>Data that the old version cannot live with close the way back, and raise the rollback floor once the new one has the traffic.</summary>
public sealed class DataSightTests
{
    private static readonly DataReading Long = new() { Breaches = [new("public.users.username", "at most 50 characters", "1 value is longer, up to 60 characters")] };

    private static readonly DataReading Slow = new() { Unanswered = ["public.users.username: the query took longer than 5 s"] };

    private sealed class Probes : IDataProbes
    {
        public Func<DataQuestion, Task<DataReading>> Answer { get; set; } = _ => Task.FromResult(new DataReading());

        public List<DataQuestion> Questions { get; } = [];

        public Task<DataReading> LookAsync(DataQuestion question, CancellationToken cancellation)
        {
            Questions.Add(question);
            return Answer(question);
        }

        public void Says(DataReading reading) => Answer = _ => Task.FromResult(reading);
    }

    private Probes _probes = null!;
    private World _world = null!;

    [SetUp]
    public void SetUp()
    {
        _probes = new();
        _world = new() { Data = new(_probes) };
    }

    [Test]
    public async Task Before_the_switch_they_refuse_it_and_no_floor_is_stored()
    {
        _probes.Says(Long);
        var report = await _world.Start();
        Assert.That((report.Answer, report.State!.Word, _world.Ledger.Floor), Is.EqualTo((ReleaseAnswer.Policy, "ready", (object?)null)));
        Assert.That(report.Why, Is.EqualTo("there would be no way back: 4.2.0 cannot live with the data: public.users.username: 1 value is longer, up to 60 characters; published was at most 50 characters"));
        _probes.Says(Slow);
        Assert.That(((await _world.Run()).Answer, _world.Router.Now.Slot), Is.EqualTo((ReleaseAnswer.Unknown, "blue")));
        _probes.Says(new());
        Assert.That((await _world.Run()).State!.Word, Is.EqualTo("window-open"));
        Assert.That(_probes.Questions.Select(question => question.Version).Distinct(), Is.EqualTo(new[] { "4.2.0" }));
    }

    [Test]
    public async Task In_the_bake_they_raise_the_floor_and_a_bad_version_waits_for_a_person()
    {
        _world.Watch.BeforeMeasure = _ =>
        {
            _probes.Says(Long);
            return Task.CompletedTask;
        };
        _world.Watch.Readings.Enqueue(BakeReading.Bad);
        var report = await _world.Start();
        Assert.That((report.Answer, _world.Router.Now.Slot, _world.Ledger.Floor?.Version), Is.EqualTo((ReleaseAnswer.Held, "green", "4.3.0")));
        Assert.That(_world.Ledger.Floor!.Reason, Does.StartWith("public.users.username: 1 value is longer"));
    }

    [Test]
    public async Task A_look_that_fails_under_load_does_not_keep_a_bad_version()
    {
        _world.Watch.BeforeMeasure = _ =>
        {
            _probes.Says(Slow);
            return Task.CompletedTask;
        };
        _world.Watch.Readings.Enqueue(BakeReading.Bad);
        Assert.That(((await _world.Start()).State!.Word, _world.Router.Now.Slot), Is.EqualTo(("rolled-back", "blue")));
    }

    [Test]
    public async Task Whoever_asks_to_go_back_is_refused_and_the_floor_is_stored()
    {
        await _world.Start();
        _probes.Says(Long);
        Assert.That(((await _world.Can(ReleaseQuestion.Rollback)).Answer, _world.Ledger.Floor), Is.EqualTo((ReleaseAnswer.Policy, (object?)null)), "a question changes nothing");
        var report = await _world.Ask(ReleaseAction.Rollback);
        Assert.That((report.Answer, report.State!.Word, _world.Ledger.Floor?.Version, _world.Ledger.LeaseIsFree), Is.EqualTo((ReleaseAnswer.Policy, "window-open", "4.3.0", true)));
        Assert.That(report.Why, Does.StartWith("4.2.0 is below the rollback floor 4.3.0: public.users.username: 1 value is longer"));
        Assert.That(_probes.Questions[^1].All, Is.EqualTo(TimeSpan.FromSeconds(2)), "somebody waits");
    }

    [Test]
    public async Task What_cannot_be_told_in_time_is_left_to_a_person()
    {
        await _world.Start();
        _probes.Says(Slow);
        Assert.That((await _world.Ask(ReleaseAction.Rollback)).Answer, Is.EqualTo(ReleaseAnswer.Unknown));
        _probes.Answer = _ => new TaskCompletionSource<DataReading>().Task;
        var report = await _world.Runner().AskAsync(World.Id, new(ReleaseAction.Rollback, "ada", "because") { AcceptsUnknownFloor = true }, new("ada:2"), default);
        Assert.That((report.Answer, _world.Router.Now.Slot), Is.EqualTo((ReleaseAnswer.Yes, "blue")));
    }

    [Test]
    public async Task A_database_that_is_lost_blocks_nobody_who_goes_back()
    {
        await _world.Start();
        _probes.Answer = _ => throw new DatabaseException("the server went away", null, null);
        Assert.That(((await _world.Ask(ReleaseAction.Rollback)).Answer, _world.Router.Now.Slot), Is.EqualTo((ReleaseAnswer.Yes, "blue")));
    }
}
