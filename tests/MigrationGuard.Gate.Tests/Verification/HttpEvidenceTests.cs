using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Tests.Verification;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HttpEvidenceTests
{
    private readonly MemoryActivity _activity = new();
    private Func<TestAnswer> _green = () => new("4.3.0");
    private HttpProbe _probe = new("orders", "/orders/1");
    private string _greenName = "webshop-{slot}";

    [SetUp]
    public void SetUp()
    {
        _activity.Connect("webshop-blue", 1);
        _activity.Connect("webshop-green", 2);
    }

    [Test]
    public async Task Answers_that_needed_the_database_are_a_pass_of_both_versions()
    {
        var pieces = await Collect();
        Assert.That(pieces.Select(piece => (piece.Kind, piece.Version, piece.Verdict)), Is.EqualTo(new[] { ("http:orders", "4.2.0", EvidenceVerdict.Pass), ("http:orders", "4.3.0", EvidenceVerdict.Pass) }));
        Assert.That(pieces[1].Detail, Does.Contain("/orders/1 answered 200 as 4.3.0").And.Contain("sessions of webshop-green ran statements each time"));
    }

    [Test]
    public async Task One_answer_without_the_database_among_others_fails()
    {
        var answered = 0;
        _green = () => answered++ < 2 ? new("4.3.0") : Idle("4.3.0");
        var piece = (await Collect())[1];
        Assert.That((piece.Verdict, answered), Is.EqualTo((EvidenceVerdict.Fail, 3)));
        Assert.That(piece.Detail, Does.StartWith("no session of webshop-green ran a statement in the meantime").And.Contain("/health"));
    }

    [Test]
    public async Task An_application_that_is_not_connected_cannot_be_judged()
    {
        _activity.Close(2);
        _green = () => Idle("4.3.0");
        var piece = (await Collect())[1];
        Assert.That(piece.Verdict, Is.EqualTo(EvidenceVerdict.Unknown));
        Assert.That(piece.Detail, Does.StartWith("no session has application_name webshop-green").And.Contain("/health"));
    }

    [Test]
    public async Task Sessions_that_may_not_be_seen_cannot_be_judged()
    {
        _activity.Close(2);
        _activity.Connect("webshop-green", 3, isVisible: false);
        _green = () => Idle("4.3.0");
        var piece = (await Collect())[1];
        Assert.That((piece.Verdict, piece.Detail), Is.EqualTo((EvidenceVerdict.Unknown, "the role may not see what the sessions of webshop-green do: GRANT pg_read_all_stats lets it")));
    }

    [Test]
    public async Task A_server_that_tracks_nothing_cannot_be_asked()
    {
        _activity.Close(2);
        _activity.Connect("webshop-green", 3, state: "disabled");
        _green = () => Idle("4.3.0");
        Assert.That((await Collect())[1].Detail, Does.Contain("track_activities"));
    }

    [Test]
    public async Task A_session_that_ended_meanwhile_may_have_done_anything()
    {
        _activity.Connect("webshop-green", 3);
        _green = () =>
        {
            _activity.Close(3);
            return Idle("4.3.0");
        };
        var piece = (await Collect())[1];
        Assert.That((piece.Verdict, piece.Detail), Is.EqualTo((EvidenceVerdict.Unknown, "a session of webshop-green ended in the meantime; what it did cannot be seen")));
    }

    [Test]
    public async Task A_slot_in_which_another_version_runs_fails_and_both_are_named()
    {
        _green = () => new("4.2.9");
        var piece = (await Collect())[1];
        Assert.That(piece.Verdict, Is.EqualTo(EvidenceVerdict.Fail));
        Assert.That(piece.Detail, Does.StartWith("slot green answers as 4.2.9, it should be 4.3.0"));
    }

    [Test]
    public async Task A_slot_that_does_not_say_its_version_is_unknown()
    {
        _green = () => new(null);
        var piece = (await Collect())[1];
        Assert.That(piece.Verdict, Is.EqualTo(EvidenceVerdict.Unknown));
        Assert.That(piece.Detail, Does.EndWith("does not say which version answers (header X-Release)"));
    }

    [Test]
    public async Task Another_status_fails()
    {
        _green = () => new("4.3.0", 500);
        var piece = (await Collect())[1];
        Assert.That(piece.Verdict, Is.EqualTo(EvidenceVerdict.Fail));
        Assert.That(piece.Detail, Does.EndWith("answered 500, expected was 200"));
    }

    [Test]
    public async Task A_redirection_is_an_answer_and_is_not_followed()
    {
        _green = () => new("4.3.0", 302) { Headers = new Dictionary<string, string> { ["Location"] = "/login" } };
        Assert.That((await Collect())[1].Detail, Does.EndWith("answered 302, expected was 200"));
    }

    [Test]
    public async Task A_body_without_what_it_must_contain_fails()
    {
        _probe = _probe with { Contains = "\"total\"" };
        _green = () => new("4.3.0", Body: """{ "total": 3 }""");
        Assert.That((await Collect()).Select(piece => piece.Verdict), Is.EqualTo(new[] { EvidenceVerdict.Fail, EvidenceVerdict.Pass }));
    }

    [Test]
    public async Task A_slot_that_does_not_answer_in_time_is_unknown()
    {
        _probe = _probe with { Timeout = TimeSpan.FromMilliseconds(50) };
        _green = () => new("4.3.0") { Delay = TimeSpan.FromSeconds(5) };
        var piece = (await Collect())[1];
        Assert.That(piece.Verdict, Is.EqualTo(EvidenceVerdict.Unknown));
        Assert.That(piece.Detail, Does.EndWith("/orders/1 did not answer within 0.05 s"));
    }

    [Test]
    public async Task A_slot_at_which_nobody_listens_is_unknown_and_its_password_and_query_are_not_shown()
    {
        var green = new UriBuilder(TestDoor.Closed()) { UserName = "ada", Password = "hunter2" }.Uri;
        _probe = new("orders", "/orders/1?token=secret");
        var pieces = await new HttpEvidence(Requests.Means, Settings(green, green), _activity).CollectAsync(Requests.One, default);
        Assert.That(pieces.Select(piece => piece.Verdict), Is.All.EqualTo(EvidenceVerdict.Unknown));
        Assert.That(pieces[1].Detail, Does.Contain("/orders/1 does not answer").And.Not.Contain("hunter2").And.Not.Contain("secret").And.Not.Contain("ada"));
    }

    [Test]
    public async Task Slots_of_which_the_sessions_have_one_name_cannot_be_told_apart()
    {
        _greenName = "webshop-blue";
        var pieces = await Collect();
        Assert.That(pieces.Select(piece => (piece.Verdict, piece.Detail)), Is.All.EqualTo((EvidenceVerdict.Unknown, "the sessions of both slots have application_name webshop-blue: they cannot be told apart")));
    }

    [Test]
    public async Task A_slot_without_an_address_or_a_name_is_unknown()
    {
        using var door = new TestDoor(_ => _green());
        var settings = new HttpEvidenceSettings { Probes = [_probe], Slots = new Dictionary<string, SlotDoor> { ["green"] = new(door.Url, null) } };
        var pieces = await new HttpEvidence(Requests.Means, settings, _activity).CollectAsync(Requests.One, default);
        Assert.That(pieces.Select(piece => piece.Verdict), Is.All.EqualTo(EvidenceVerdict.Unknown));
        Assert.That(pieces[0].Detail, Is.EqualTo("no url is configured for slot blue"));
        Assert.That(pieces[1].Detail, Does.StartWith("no applicationName is configured for slot green"));
    }

    private static TestAnswer Idle(string release) => new(release) { Headers = new Dictionary<string, string> { ["X-Idle"] = "yes" } };

    private async Task<IReadOnlyList<Ledgers.Evidence>> Collect()
    {
        using var blue = new TestDoor(_ => Work("webshop-blue", new("4.2.0")));
        using var green = new TestDoor(_ => Work("webshop-green", _green()));
        return await new HttpEvidence(Requests.Means, Settings(blue.Url, green.Url), _activity).CollectAsync(Requests.One, default);
    }

    private TestAnswer Work(string name, TestAnswer answer)
    {
        if (answer.Headers.GetValueOrDefault("X-Idle") != "yes")
        {
            _activity.Run(name);
        }

        return answer;
    }

    private HttpEvidenceSettings Settings(Uri blue, Uri green) => new()
    {
        Slots = new Dictionary<string, SlotDoor> { ["blue"] = new(blue, "webshop-{slot}"), ["green"] = new(green, _greenName) },
        Probes = [_probe],
    };
}
