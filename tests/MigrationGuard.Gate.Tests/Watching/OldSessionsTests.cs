using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Gate.Watching;
using MigrationGuard.Presence;

namespace MigrationGuard.Gate.Tests.Watching;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OldSessionsTests
{
    private readonly MemoryActivity _activity = new();
    private MemoryPresence _presence = new();
    private Func<Uri, OldSessionsSettings> _settings = blue => new() { Slots = Requests.Slots(blue, blue), OtherNames = ["webshop-worker-{version}"] };

    [Test]
    public async Task Where_nobody_listens_and_no_session_is_connected_the_old_version_is_gone()
    {
        var (sight, why) = await Observe(TestDoor.Closed());
        Assert.That(sight, Is.EqualTo(OldSight.Gone));
        Assert.That(why, Does.StartWith("nobody listens at http://127.0.0.1:").And.EndWith("no session has application_name webshop-blue or webshop-worker-4.2.0"));
    }

    [Test]
    public async Task One_idle_worker_is_enough_and_is_named_with_host_process_and_age()
    {
        _activity.Connect("webshop-worker-4.2.0", 815);
        Assert.That(await Observe(TestDoor.Closed()), Is.EqualTo((OldSight.Alive, "connected as 4.2.0: process 815 (webshop-worker-4.2.0, shop), host 10.0.0.7, idle, connected for 90 s")));
    }

    [Test]
    public async Task A_session_of_which_nothing_more_may_be_seen_is_named_all_the_same()
    {
        _activity.Connect("webshop-blue", 815, isVisible: false);
        Assert.That(await Observe(TestDoor.Closed()), Is.EqualTo((OldSight.Alive, "connected as 4.2.0: process 815 (webshop-blue, shop), the role may not see more (pg_read_all_stats)")));
    }

    [Test]
    public async Task Of_many_sessions_a_few_are_named()
    {
        foreach (var process in Enumerable.Range(1, 8))
        {
            _activity.Connect("webshop-blue", process);
        }

        Assert.That((await Observe(TestDoor.Closed())).Why, Does.Contain("process 5 (").And.Not.Contain("process 6 (").And.EndWith("and 3 more"));
    }

    [TestCase("4.2.0", OldSight.Alive, "/ answers as 4.2.0")]
    [TestCase("4.4.0", OldSight.Gone, "/ answers as 4.4.0; no session has application_name webshop-blue or webshop-worker-4.2.0")]
    [TestCase(null, OldSight.Unknown, "/ answers and does not say as which version (header X-Release)")]
    public async Task What_answers_at_the_slot_says_which_version_it_is(string? release, OldSight sight, string why)
    {
        using var door = new TestDoor(_ => new(release));
        var seen = await Observe(door.Url);
        Assert.That(seen.Sight, Is.EqualTo(sight));
        Assert.That(seen.Why, Does.EndWith(why));
    }

    [Test]
    public async Task A_slot_that_does_not_answer_in_time_may_still_run()
    {
        using var door = new TestDoor(_ => new("4.2.0") { Delay = TimeSpan.FromSeconds(5) });
        var settings = _settings;
        _settings = blue => settings(blue) with { Timeout = TimeSpan.FromMilliseconds(200) };
        var seen = await Observe(door.Url);
        Assert.That(seen.Sight, Is.EqualTo(OldSight.Unknown));
        Assert.That(seen.Why, Does.EndWith("did not answer within 0.2 s"));
    }

    [Test]
    public async Task Without_the_database_it_cannot_be_told_unless_an_instance_answers()
    {
        _activity.Down = true;
        Assert.That(await Observe(TestDoor.Closed()), Is.EqualTo((OldSight.Unknown, "the database does not answer: connection refused")));
        using var door = new TestDoor(_ => new("4.2.0"));
        Assert.That((await Observe(door.Url)).Sight, Is.EqualTo(OldSight.Alive));
    }

    [Test]
    public async Task A_name_that_the_new_version_has_as_well_tells_nothing()
    {
        var settings = _settings;
        _settings = blue => settings(blue) with { OtherNames = ["webshop-worker"] };
        Assert.That(await Observe(TestDoor.Closed()), Is.EqualTo((OldSight.Unknown, "the sessions of 4.2.0 and 4.3.0 have the same application_name webshop-worker: they cannot be told apart")));
    }

    [Test]
    public async Task A_slot_without_an_address_or_a_name_is_unknown()
    {
        _settings = _ => new() { Slots = new Dictionary<string, SlotDoor>() };
        Assert.That(await Observe(TestDoor.Closed()), Is.EqualTo((OldSight.Unknown, "no url is configured for slot blue; no applicationName is configured for slot blue: its sessions in the database cannot be found")));
    }

    [Test]
    public async Task A_process_that_said_lately_that_it_runs_keeps_the_version_there_whatever_its_sessions_are_called()
    {
        _presence = new(Seen("web-1/7/a", 12), Seen("web-2/7/b", 4000), Seen("web-3/7/c", 5) with { EndedAt = DateTimeOffset.UnixEpoch });
        Assert.That(await Observe(TestDoor.Closed()), Is.EqualTo((OldSight.Alive, "4.2.0: it says that it runs: web-1/7/a (shop, application_name pool, 12 s ago)")));
    }

    [Test]
    public async Task Silence_is_said_with_its_beginning_and_with_who_said_no_goodbye()
    {
        _presence = new(Seen("web-1/7/a", 121), Seen("web-2/7/b", 300) with { EndedAt = DateTimeOffset.UnixEpoch });
        var (sight, why) = await Observe(TestDoor.Closed());
        Assert.That(sight, Is.EqualTo(OldSight.Gone));
        Assert.That(why, Does.EndWith("; its heartbeats are silent since 2026-03-01 11:57:59Z: web-1/7/a fell silent without a goodbye"));
    }

    [Test]
    public async Task AVersion_that_was_never_seen_is_as_gone_as_its_sessions_say()
    {
        _presence = new(Seen("web-1/7/a", 12) with { Identity = new("webshop", "4.3.0", "", "web-1/7/a") }, Seen("x", 12) with { Identity = new("other", "4.2.0", "", "x") });
        var (sight, why) = await Observe(TestDoor.Closed());
        Assert.That((sight, why.Contains("heartbeat", StringComparison.Ordinal)), Is.EqualTo((OldSight.Gone, false)));
        _activity.Connect("webshop-blue", 815);
        Assert.That((await Observe(TestDoor.Closed())).Sight, Is.EqualTo(OldSight.Alive));
    }

    [Test]
    public async Task Heartbeats_that_cannot_be_read_leave_it_open()
    {
        _presence = new() { Down = true };
        Assert.That(await Observe(TestDoor.Closed()), Is.EqualTo((OldSight.Unknown, "the heartbeats of 4.2.0 cannot be read: connection refused")));
    }

    private static PresenceSeen Seen(string instance, int seconds) => new()
    {
        Identity = new("webshop", "4.2.0", "sha256:42", instance), Role = "shop", ApplicationName = "pool", Since = DateTimeOffset.UnixEpoch,
        SeenAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddSeconds(-seconds), Silence = TimeSpan.FromSeconds(seconds),
    };

    private async Task<(OldSight Sight, string Why)> Observe(Uri blue)
    {
        var result = await new OldSessions(_settings(blue), _activity, TimeProvider.System) { Presence = _presence }.ObserveAsync(World.Release, default);
        return (result.Sight, result.Why);
    }
}
