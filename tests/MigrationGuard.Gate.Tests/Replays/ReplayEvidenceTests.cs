using System.Globalization;
using MigrationGuard.Gate.Replays;
using MigrationGuard.Gate.Replays.Recordings;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Ledgers;
using MigrationGuard.TestKit.Http;

namespace MigrationGuard.Gate.Tests.Replays;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ReplayEvidenceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("replay").FullName;
    private readonly MemoryWrites _writes = new();
    private readonly List<string> _seen = [];
    private Func<SmallRequest, TestAnswer> _blue = request => Order("4.2.0", request);
    private Func<SmallRequest, TestAnswer> _green = request => Order("4.3.0", request);
    private Func<ReplaySettings, ReplaySettings> _with = settings => settings;

    public void Dispose() => Directory.Delete(_folder, true);

    [Test]
    public async Task The_same_answers_are_a_pass_of_both_versions()
    {
        Record(Gets(30));
        var pieces = await Collect();
        Assert.That(pieces.Select(piece => (piece.Kind, piece.Version, piece.Verdict)), Is.EqualTo(new[] { ("replay:browse", "4.2.0", EvidenceVerdict.Pass), ("replay:browse", "4.3.0", EvidenceVerdict.Pass) }), pieces[1].Detail);
        Assert.That(pieces[1].Detail, Does.StartWith("it answers as the old version does; 30 of 30 recorded requests were sent, of 1 routes, twice to the old version; half of the answers took ")
            .And.EndWith("; nothing was written: no transaction of the whole server changed anything meanwhile"));
        Assert.That(_seen, Has.Count.EqualTo(90));
    }

    [Test]
    public async Task A_field_that_differs_fails_the_new_version_and_is_named_with_an_example()
    {
        Record(Gets(10));
        _green = request => Order("4.3.0", request, total: "4");
        var pieces = await Collect();
        Assert.That(pieces.Select(piece => piece.Verdict), Is.EqualTo(new[] { EvidenceVerdict.Pass, EvidenceVerdict.Fail }));
        Assert.That(pieces[1].Detail, Does.Match(@"^it answers otherwise than the old version, GET /orders/\{n\}: \$\.total in 10 of 10 \(the old version from itself: 0\), e\.g\. GET /orders/\d\?key=…; 10 of 10 recorded"));
        Assert.That(pieces[1].Detail, Does.Not.Contain("hunter2"));
    }

    [Test]
    public async Task One_answer_in_many_is_enough()
    {
        Record(Gets(200));
        _green = request => request.Path.StartsWith("/orders/7?", StringComparison.Ordinal) ? Order("4.3.0", request, total: "4") : Order("4.3.0", request);
        Assert.That((await Collect())[1].Detail, Does.Contain("$.total in 1 of 200 (the old version from itself: 0), e.g. GET /orders/7?key=…"));
    }

    [Test]
    public async Task What_the_old_version_answers_differently_each_time_is_noise()
    {
        Record(Gets(40));
        var count = 0;
        _blue = request => Order("4.2.0", request, id: Interlocked.Increment(ref count));
        _green = request => Order("4.3.0", request, id: Interlocked.Increment(ref count));
        var pieces = await Collect();
        Assert.That(pieces.Select(piece => piece.Verdict), Is.All.EqualTo(EvidenceVerdict.Pass), pieces[1].Detail);
        Assert.That(pieces[0].Detail, Does.EndWith("it answers differently each time in GET /orders/{n} $.requestId"));
    }

    [Test]
    public async Task Noise_hides_nothing_else()
    {
        Record(Gets(40));
        var count = 0;
        _blue = request => Order("4.2.0", request, id: Interlocked.Increment(ref count));
        _green = request => Order("4.3.0", request, total: "4", id: Interlocked.Increment(ref count));
        Assert.That((await Collect())[1].Detail, Does.StartWith("it answers otherwise than the old version, GET /orders/{n}: $.total in 40 of 40 (the old version from itself: 0), e.g.").And.Contain("; 40 of 40"));
    }

    [Test]
    public async Task Data_that_live_traffic_changes_meanwhile_is_noise()
    {
        Record(Gets(40));
        var asked = 0;
        TestAnswer Ask(string version, SmallRequest request) => Order(version, request, total: (Interlocked.Increment(ref asked) / 4).ToString(CultureInfo.InvariantCulture));
        _blue = request => Ask("4.2.0", request);
        _green = request => Ask("4.3.0", request);
        _with = settings => settings with { Concurrency = 1 };
        Assert.That((await Collect())[1].Verdict, Is.EqualTo(EvidenceVerdict.Pass));
    }

    [Test]
    public async Task A_field_can_be_left_out()
    {
        Record(Gets(3));
        _green = request => Order("4.3.0", request, total: "4");
        _with = settings => settings with { IgnoredFields = ["$.total"] };
        Assert.That((await Collect())[1].Verdict, Is.EqualTo(EvidenceVerdict.Pass));
    }

    [Test]
    public async Task Another_status_and_no_answer_fail()
    {
        Record(Gets(4));
        _green = request => request.Path.StartsWith("/orders/0?", StringComparison.Ordinal) ? new("4.3.0", 500) : request.Path.StartsWith("/orders/1?", StringComparison.Ordinal) ? new("4.3.0") { Delay = TimeSpan.FromSeconds(5) } : Order("4.3.0", request);
        _with = settings => settings with { Timeout = TimeSpan.FromMilliseconds(300) };
        Assert.That((await Collect())[1].Detail, Does.Contain("GET /orders/{n}: no answer in 1 of 4").And.Contain("status in 1 of 4").And.Contain("1 not answered (the new version: it did not answer within 0.3 s)"));
    }

    [Test]
    public async Task Only_what_reads_is_sent_and_the_rest_is_counted()
    {
        RecordedRequest[] writing =
        [
            new("POST", "/orders"), new("POST", "/orders"), new("DELETE", "/orders/1"), new("POST", "/search/all"), new("POST", "/search/../orders"), new("POST", "/search%2f..%2forders"),
            new("GET", "/logout"), new("GET", "/orders/1") { Headers = [new("X-HTTP-Method-Override", "DELETE")] }, new("GET", "/orders/1?_method=DELETE"),
            new("GET", "http://elsewhere/") { }, new("GET", "/chat") { Headers = [new("Upgrade", "websocket")] }, new("TRACE", "/"),
        ];
        Record([.. Gets(1), new("HEAD", "/orders/1"), new("POST", "/search/orders"), .. writing]);
        _with = settings => settings with { Allowed = [new("POST", "/search/orders", "it only reads")], Skipped = ["/logout"] };
        var detail = (await Collect())[1].Detail;
        Assert.That(_seen.Distinct(), Is.EquivalentTo(new[] { "GET /orders/0?key=hunter2", "HEAD /orders/1", "POST /search/orders" }));
        Assert.That(detail, Does.Contain("3 of 15 recorded requests were sent").And.Contain("; not sent: 12 (5 POST, 2 of which the method is overridden, 1 DELETE, ").And.Contain(" of /logout"));
    }

    [Test]
    public async Task Some_of_every_route_are_sent_with_what_was_recorded_and_a_mark()
    {
        Record([.. Gets(50), new("GET", "/about") { Headers = [new("Accept", "text/html"), new("Cookie", "session=1"), new("Authorization", "old"), new("If-None-Match", "x"), new("Host", "shop.example")] }]);
        var headers = new Dictionary<string, string>();
        _green = request =>
        {
            headers = request.Path == "/about" ? request.Headers.ToDictionary() : headers;
            return Order("4.3.0", request);
        };
        _with = settings => settings with { Sample = 4, DroppedHeaders = ["cookie"], SentHeaders = new Dictionary<string, string> { ["authorization"] = "Bearer hunter2" } };
        var detail = (await Collect())[1].Detail;
        Assert.That(detail, Does.StartWith("it answers as the old version does; 4 of 51 recorded requests were sent, of 2 routes"));
        Assert.That(_seen, Has.Count.EqualTo(12).And.Exactly(3).EqualTo("GET /about"));
        Assert.That(headers.Where(header => header.Key.ToUpperInvariant() is "ACCEPT" or "COOKIE" or "AUTHORIZATION" or "IF-NONE-MATCH" or "X-MIGRATIONGUARD-REPLAY").Select(header => header.Value), Is.EquivalentTo(new[] { "text/html", "Bearer hunter2", "browse" }));
        Assert.That(detail, Does.Not.Contain("hunter2"));
    }

    [Test]
    public async Task A_cut_recording_is_unknown_unless_it_is_allowed()
    {
        var text = RecordingText.GoReplay(Gets(3));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "a.gor"), text[..^5]);
        var pieces = await Collect();
        Assert.That(pieces.Select(piece => piece.Verdict), Is.All.EqualTo(EvidenceVerdict.Unknown));
        Assert.That(pieces[1].Detail, Does.Match(@"^a\.gor, byte \d+: the file ends in the middle of a record; 2 requests before it are whole; ""allowTruncated"": true takes what is whole$"));
        Assert.That(_seen, Is.Empty);

        _with = settings => settings with { AllowsTruncated = true };
        Assert.That((await Collect())[1].Detail, Does.Contain("2 of 2 recorded requests were sent").And.Contain("; allowed: a.gor, byte "));
        await File.WriteAllTextAsync(Path.Combine(_folder, "b.gor"), "garbage\n🐵🙈🙉\n");
        Assert.That((await Collect())[1], Has.Property("Verdict").EqualTo(EvidenceVerdict.Unknown).And.Property("Detail").StartsWith("b.gor, byte 0: this is no record: it begins with \"garbage\""));
    }

    [Test]
    public async Task Nothing_recorded_or_nothing_that_reads_is_unknown()
    {
        Assert.That((await Collect())[0].Detail, Is.EqualTo("there are no requests in *.gor"));
        Record(new RecordedRequest("POST", "/orders"));
        Assert.That((await Collect())[0], Has.Property("Verdict").EqualTo(EvidenceVerdict.Unknown).And.Property("Detail").EqualTo("none of 1 requests only reads; not sent: 1 (1 POST)"));
    }

    [Test]
    public async Task Another_version_in_a_slot_fails_and_ends_it()
    {
        Record(Gets(100));
        _green = request => Order("4.2.9", request);
        var pieces = await Collect();
        Assert.That(pieces.Select(piece => (piece.Verdict, piece.Detail)), Is.EqualTo(new[]
        {
            (EvidenceVerdict.Unknown, "it was ended: slot green answers as 4.2.9, it should be 4.3.0"), (EvidenceVerdict.Fail, "slot green answers as 4.2.9, it should be 4.3.0"),
        }));
        Assert.That(_seen, Has.Count.LessThan(30));
    }

    [Test]
    public async Task A_version_that_does_not_answer_at_all_is_unknown()
    {
        Record(Gets(3));
        using var blue = new TestDoor(_blue);
        Assert.That((await Collect(blue.Url, TestDoor.Closed()))[1], Has.Property("Verdict").EqualTo(EvidenceVerdict.Unknown).And.Property("Detail").StartsWith("nothing was answered: the new version: it does not answer: "));
        Assert.That((await Collect(TestDoor.Closed(), blue.Url)).Select(piece => piece.Verdict), Is.EqualTo(new[] { EvidenceVerdict.Unknown, EvidenceVerdict.Fail }));
    }

    [Test]
    public async Task Refusals_on_both_sides_say_nothing()
    {
        Record(Gets(3));
        _blue = _ => new("4.2.0", 401);
        _green = _ => new("4.3.0", 401);
        Assert.That((await Collect())[1], Has.Property("Verdict").EqualTo(EvidenceVerdict.Unknown).And.Property("Detail").StartsWith("the old version refused or failed at 3 of 3 requests (401, 403, or from 500)"));
    }

    [Test]
    public async Task A_version_that_writes_while_it_is_asked_ends_it_and_is_unknown()
    {
        Record(Gets(500));
        _green = request =>
        {
            _writes.Writing = "UPDATE";
            using var never = new ManualResetEventSlim();
            never.Wait(5);
            return Order("4.3.0", request);
        };
        var pieces = await Collect();
        Assert.That(pieces.Select(piece => piece.Verdict), Is.All.EqualTo(EvidenceVerdict.Unknown));
        Assert.That(pieces[1].Detail, Does.StartWith("a session of the new version wrote while requests were replayed (UPDATE), so it was ended").And.Contain("X-MigrationGuard-Replay"));
        Assert.That(_seen, Has.Count.LessThan(1000));
    }

    [Test]
    public async Task What_cannot_be_told_of_writing_is_said()
    {
        Record(Gets(1));
        _green = request =>
        {
            _writes.Transactions++;
            return Order("4.3.0", request);
        };
        Assert.That((await Collect())[1].Detail, Does.Match(@"in \d+ looks no session of webshop-green was seen to write; of the whole server 1 transactions changed something meanwhile"));
        _writes.IsVisible = false;
        Assert.That((await Collect())[1].Detail, Does.Contain("whether it wrote cannot be told: the role may not see what the sessions of webshop-green do"));
        (_writes.IsVisible, _writes.Sessions) = (true, 0);
        Assert.That((await Collect())[1].Detail, Does.Contain("no session has application_name webshop-green"));
    }

    [Test]
    public async Task Time_that_is_over_is_unknown()
    {
        Record(Gets(20));
        _green = request => Order("4.3.0", request) with { Delay = TimeSpan.FromMilliseconds(200) };
        _with = settings => settings with { Limit = TimeSpan.FromMilliseconds(300), Concurrency = 1 };
        Assert.That((await Collect())[1], Has.Property("Verdict").EqualTo(EvidenceVerdict.Unknown).And.Property("Detail").StartsWith("it was not over after 0.3 s; 1 of 20 recorded requests were sent"));
    }

    [Test]
    public async Task A_cancelled_replay_is_unknown_for_both()
    {
        Record(Gets(50));
        using var cancel = new CancellationTokenSource();
        _green = request =>
        {
            cancel.Cancel();
            return Order("4.3.0", request);
        };
        var pieces = await Collect(cancellation: cancel.Token);
        Assert.That(pieces.Select(piece => (piece.Verdict, piece.Detail)), Is.All.EqualTo((EvidenceVerdict.Unknown, "it was cancelled before its end")));
    }

    [Test]
    public async Task A_slower_version_fails_where_latency_counts()
    {
        Record(Gets(24));
        _green = request => Order("4.3.0", request) with { Delay = TimeSpan.FromMilliseconds(120) };
        Assert.That((await Collect())[1].Verdict, Is.EqualTo(EvidenceVerdict.Pass));
        _with = settings => settings with { LatencyFactor = 2 };
        Assert.That((await Collect())[1], Has.Property("Verdict").EqualTo(EvidenceVerdict.Fail).And.Property("Detail").Match(@"^5 % of the answers took longer than \d+ ms, more than 2 times the \d+ ms of the old version"));
        _with = settings => settings with { LatencyFactor = 2, Sample = 5 };
        Assert.That((await Collect())[1].Detail, Does.StartWith("it takes 20 answers to tell a latency, there are 5"));
    }

    private static TestAnswer Order(string version, SmallRequest request, string total = "3", int id = 0) =>
        new(version, Body: request.Method == "HEAD" ? "" : $$"""{"path":"{{request.Path}}","total":{{total}},"requestId":{{id}}}""") { Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" } };

    private static RecordedRequest[] Gets(int count) => [.. Enumerable.Range(0, count).Select(order => new RecordedRequest("GET", string.Create(CultureInfo.InvariantCulture, $"/orders/{order}?key=hunter2")))];

    private void Record(params RecordedRequest[] requests) => File.WriteAllBytes(Path.Combine(_folder, "a.gor"), RecordingText.GoReplay(requests));

    private async Task<IReadOnlyList<Ledgers.Evidence>> Collect(CancellationToken cancellation = default)
    {
        using var blue = new TestDoor(request => Seen(request, _blue));
        using var green = new TestDoor(request => Seen(request, _green));
        return await Collect(blue.Url, green.Url, cancellation);
    }

    private TestAnswer Seen(SmallRequest request, Func<SmallRequest, TestAnswer> answer)
    {
        lock (_seen)
        {
            _seen.Add($"{request.Method} {request.Path}");
        }

        return answer(request);
    }

    private async Task<IReadOnlyList<Ledgers.Evidence>> Collect(Uri blue, Uri green, CancellationToken cancellation = default)
    {
        var settings = _with(new ReplaySettings("browse", "*.gor") { Directory = _folder });
        return await new ReplayEvidence(Requests.Means, [settings], new() { Slots = Requests.Slots(blue, green), Writes = _writes }).CollectAsync(Requests.One, cancellation);
    }
}
