using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Notifying;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.TestKit.Http;

namespace MigrationGuard.Gate.Tests.Notifying;

public sealed class NotifierTests
{
    private const string Secret = "a secret";

    private readonly ConcurrentQueue<SmallRequest> _requests = new();
    private readonly ConcurrentQueue<string> _complaints = new();

    [SetUp]
    public void Forget()
    {
        _requests.Clear();
        _complaints.Clear();
    }

    [Test]
    public async Task A_receiver_is_told_what_happens_once_and_signed()
    {
        await using var server = Answering(_ => 200);
        var world = new World();
        await using (var notifier = Notifier(server, new NotificationSettings("chat", "URL", NotificationFormat.Json) { SecretVariable = "SECRET" }))
        {
            world.Observers.Add(notifier);
            await world.Start();
            await world.Run();
            world.Watch.Old = OldSight.Alive;
            await world.Ask(ReleaseAction.Close);
        }

        Assert.That(_requests.Select(request => Member(request, "event")), Is.EqualTo(new[] { "started", "expanded", "verified", "switched", "window-open", "closed" }), string.Join('\n', _complaints));
        Assert.That(_requests.Select(request => Member(request, "key")), Is.Unique.And.All.StartsWith("webshop-4.3.0/"));
        Assert.That(_requests.Select(request => Uri.UnescapeDataString(request.Headers["Idempotency-Key"])), Is.EqualTo(_requests.Select(request => Member(request, "key"))));
        foreach (var request in _requests)
        {
            var timestamp = long.Parse(request.Headers[WebhookSignature.TimestampHeader], CultureInfo.InvariantCulture);
            Assert.That(request.Headers[WebhookSignature.SignatureHeader], Is.EqualTo(WebhookSignature.Of(Secret, timestamp, HttpMethod.Post, "/token-of-the-room", request.Body)));
        }

        Assert.That(_requests.ElementAt(3).Body, Does.Contain("\"dora\":[\"deployment\"]").And.Match("\"switchSeconds\":[0-9]"));
        Assert.That(_complaints, Is.Empty);
    }

    [TestCase(NotificationFormat.Slack, """{"text":"webshop-4.3.0: rolled back (webshop 4.2.0 to 4.3.0)\n""")]
    [TestCase(NotificationFormat.Teams, """[{"type":"TextBlock","text":"webshop-4.3.0: rolled back (webshop 4.2.0 to 4.3.0)","weight":"Bolder","wrap":true}""")]
    public async Task A_room_is_told_in_its_own_form_and_only_what_it_wants(NotificationFormat format, string told)
    {
        await using var server = Answering(_ => 200);
        var world = new World();
        world.Watch.Readings.Enqueue(BakeReading.Bad);
        await using (var notifier = Notifier(server, new NotificationSettings("chat", "URL", format) { Events = ["rolled-back"] }))
        {
            world.Observers.Add(notifier);
            await world.Start();
        }

        Assert.That(_requests.Single().Body, Does.Contain(told));
        Assert.That(_requests.Single().Headers.Keys, Has.No.Member(WebhookSignature.SignatureHeader));
    }

    [Test]
    public async Task A_receiver_that_fails_for_a_moment_is_asked_again_with_the_same_key()
    {
        await using var server = Answering(number => number == 1 ? 503 : 200);
        await Tell(server, "started");
        Assert.That(_requests.Select(request => request.Headers["Idempotency-Key"]).Distinct().Count(), Is.EqualTo(1));
        Assert.That((_requests.Count, _complaints.Count), Is.EqualTo((2, 0)));
    }

    [TestCase(404)]
    [TestCase(302)]
    public async Task A_receiver_that_refuses_is_told_about_without_its_address(int status)
    {
        await using var server = Answering(_ => status);
        await Tell(server, "started");
        Assert.That(_requests, Has.Count.EqualTo(1));
        Assert.That(_complaints.Single(), Is.EqualTo(FormattableString.Invariant($"notification chat: \"started\" of webshop-4.3.0 did not arrive: 127.0.0.1 answers {status}")));
    }

    [TestCase(null, "the environment variable URL has no http or https address")]
    [TestCase("token-of-the-room", "the environment variable URL has no http or https address")]
    [TestCase("file:///etc/token-of-the-room", "the environment variable URL has no http or https address")]
    [TestCase("http://127.0.0.1:1/token-of-the-room", "127.0.0.1 does not answer")]
    public async Task An_address_that_is_none_fails_no_release(string? url, string complaint)
    {
        var world = new World();
        await using (var notifier = new Notifier([new("chat", "URL", NotificationFormat.Json) { Events = ["switched"] }], _ => url, _complaints.Enqueue, TimeProvider.System))
        {
            world.Observers.Add(notifier);
            Assert.That((await world.Start()).Answer, Is.EqualTo(ReleaseAnswer.Yes));
        }

        Assert.That(_complaints.Single(), Does.EndWith(complaint).And.Not.Contain("token"));
    }

    [Test]
    public async Task Nobody_waits_for_a_receiver_that_says_nothing()
    {
        var never = new TaskCompletionSource<SmallResponse>();
        await using var server = new SmallServer((request, _) =>
        {
            _requests.Enqueue(request);
            return never.Task;
        });
        var world = new World();
        var watch = Stopwatch.StartNew();
        await using (var notifier = Notifier(server, new NotificationSettings("chat", "URL", NotificationFormat.Json), TimeSpan.FromMilliseconds(300)))
        {
            world.Observers.Add(notifier);
            await world.Start();
            var back = await world.Ask(ReleaseAction.Rollback);
            Assert.That((back.Answer, watch.Elapsed < TimeSpan.FromSeconds(4)), Is.EqualTo((ReleaseAnswer.Yes, true)), "the release does not wait");
        }

        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(6)), "the end waits only for a while");
        Assert.That(_complaints, Has.Some.Contains("there was no time left for it"));
        never.SetResult(new SmallResponse(200, ""));
    }

    private async Task Tell(SmallServer server, string word)
    {
        var world = new World();
        await using var notifier = Notifier(server, new NotificationSettings("chat", "URL", NotificationFormat.Json) { Events = [word] });
        world.Observers.Add(notifier);
        await world.Start();
    }

    private Notifier Notifier(SmallServer server, NotificationSettings settings, TimeSpan? patience = null) => new(
        [settings],
        name => name switch
        {
            "URL" => server.Address + "token-of-the-room",
            "SECRET" => Secret,
            _ => null,
        },
        _complaints.Enqueue,
        TimeProvider.System)
    {
        Patience = patience ?? TimeSpan.FromSeconds(10),
    };

    private SmallServer Answering(Func<int, int> status) => new((request, _) =>
    {
        _requests.Enqueue(request);
        return Task.FromResult(new SmallResponse(status(_requests.Count), "") { Headers = new Dictionary<string, string> { ["Location"] = "/elsewhere" } });
    });

    private static string? Member(SmallRequest request, string name)
    {
        using var body = JsonDocument.Parse(request.Body);
        return body.RootElement.GetProperty(name).GetString();
    }
}
