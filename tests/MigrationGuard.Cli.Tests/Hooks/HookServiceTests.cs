using MigrationGuard.Cli.Hooks;

namespace MigrationGuard.Cli.Tests.Hooks;

public sealed class HookServiceTests
{
    private const string Secret = "a secret of the tests";

    [TestCase("Yes", 200)]
    [TestCase("No", 409)]
    [TestCase("Unknown", 503)]
    [TestCase("Usage", 503)]
    [TestCase("Drift", 409)]
    [TestCase("Busy", 503)]
    [TestCase("Dependency", 503)]
    [TestCase("Held", 503)]
    [TestCase("Policy", 409)]
    public async Task Only_yes_is_2xx(string answer, int status)
    {
        await using var hooks = new HookFixture();
        hooks.Answer(Enum.Parse<ExitCode>(answer));

        var (actual, body) = await hooks.AskAsync("/can-i/switch");

        Assert.That((actual, body.ToJsonString()), Is.EqualTo((status, $$"""{"answer":"{{answer.ToLowerInvariant()}}","exitCode":{{(int)Enum.Parse<ExitCode>(answer)}},"why":"because","release":"shop-4.3.0","state":"ready"}""")));
    }

    [Test]
    public async Task Release_and_version_of_the_query_are_handed_on()
    {
        await using var hooks = new HookFixture();
        HookSubject? asked = null;
        hooks.Judge = (subject, _) => Task.FromResult(new HookVerdict((asked = subject) is null ? ExitCode.No : ExitCode.Yes, ""));

        await hooks.AskAsync("/can-i/contract?release=shop-4.3.0&version=4.3.0%2Bb1");

        Assert.That(asked, Is.EqualTo(new HookSubject(HookQuestion.Contract, "shop-4.3.0", "4.3.0+b1")));
    }

    [Test]
    public async Task Without_the_secret_nothing_is_asked()
    {
        await using var hooks = new HookFixture(Secret);
        var asked = 0;
        hooks.Judge = (_, _) => Task.FromResult(new HookVerdict(++asked > 0 ? ExitCode.Yes : ExitCode.No, ""));

        Assert.That((await hooks.AskAsync("/can-i/switch")).Status, Is.EqualTo(401));
        Assert.That((await hooks.AskAsync("/can-i/switch", token: "a secret of the other tests")).Status, Is.EqualTo(401));
        Assert.That((await hooks.AskAsync("/can-i/switch", $$"""{ "metadata": { "token": "{{Secret}}" } }""")).Status, Is.EqualTo(401), "only Flagger sends it so");
        Assert.That(asked, Is.Zero);
        Assert.That((await hooks.AskAsync("/can-i/switch", token: Secret)).Status, Is.EqualTo(200));
        Assert.That((await hooks.AskAsync("/hooks/flagger/pre-rollout", $$"""{ "name": "shop", "namespace": "prod", "phase": "Progressing", "metadata": { "token": "{{Secret}}" } }""")).Status, Is.EqualTo(200));
        Assert.That(hooks.Said, Has.None.Contains(Secret));
    }

    [Test]
    public async Task A_slow_database_is_no_yes_and_is_let_go()
    {
        await using var hooks = new HookFixture(limit: TimeSpan.FromMilliseconds(50));
        var ended = new TaskCompletionSource();
        hooks.Judge = async (_, cancellation) =>
        {
            try
            {
                await Task.Delay(Timeout.Infinite, cancellation);
            }
            finally
            {
                ended.SetResult();
            }

            return new(ExitCode.Yes, "");
        };

        var (status, body) = await hooks.AskAsync("/can-i/switch");

        Assert.That((status, (string?)body["answer"]), Is.EqualTo((503, "dependency")));
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [TestCase("/can-i/promote", 404)]
    [TestCase("/", 404)]
    [TestCase("/healthz", 200)]
    public async Task What_is_not_served_is_said(string path, int status)
    {
        await using var hooks = new HookFixture();

        Assert.That((await hooks.AskAsync(path)).Status, Is.EqualTo(status));
    }

    [TestCase("GET /can-i/switch HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK")]
    [TestCase("DELETE /can-i/switch HTTP/1.1\r\n\r\n", "HTTP/1.1 405 MethodNotAllowed")]
    [TestCase("GET http://elsewhere/can-i/switch HTTP/1.1\r\n\r\n", "HTTP/1.1 400 BadRequest")]
    [TestCase("\u0016\u0003\u0001 hello\r\n\r\n", "HTTP/1.1 400 BadRequest")]
    [TestCase("GET /can-i/switch HTTP/1.1\r\nHost : x\r\n\r\n", "HTTP/1.1 400 BadRequest")]
    [TestCase("POST /can-i/switch HTTP/1.1\r\nContent-Length: 2\r\ncontent-length: 3\r\n\r\n{}", "HTTP/1.1 400 BadRequest")]
    [TestCase("POST /can-i/switch HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "HTTP/1.1 411 LengthRequired")]
    [TestCase("POST /can-i/switch HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 411 LengthRequired")]
    [TestCase("POST /can-i/switch HTTP/1.1\r\nContent-Length: 65537\r\n\r\n", "HTTP/1.1 413 RequestEntityTooLarge")]
    [TestCase("POST /can-i/switch HTTP/1.1\r\nContent-Length: 10\r\n\r\n{", "")]
    [TestCase("GET /can-i/switch HTT", "")]
    public async Task Requests_that_are_none_get_no_yes(string request, string line)
    {
        await using var hooks = new HookFixture();

        Assert.That(await hooks.RawAsync(request), Is.EqualTo(line));
    }

    [Test]
    public async Task A_head_without_an_end_is_cut_off()
    {
        await using var hooks = new HookFixture();

        Assert.That(await hooks.RawAsync("GET /can-i/switch HTTP/1.1\r\nX: " + new string('x', 16 * 1024)), Does.StartWith("HTTP/1.1 431").Or.Empty);
    }
}
