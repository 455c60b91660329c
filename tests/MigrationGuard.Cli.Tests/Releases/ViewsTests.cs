using System.Collections.Concurrent;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.TestKit.Http;

namespace MigrationGuard.Cli.Tests.Releases;

/// <summary>A release seen from outside: report, watching, messages, telemetry, numbers.</summary>
public sealed class ViewsTests
{
    [Test]
    public async Task A_release_is_watched_told_traced_reported_and_counted()
    {
        using var shop = new ReleaseFixture(TestKit.PostgresServer.Majors[^1]);
        var told = new ConcurrentQueue<SmallRequest>();
        await using var outside = new SmallServer((request, _) =>
        {
            told.Enqueue(request);
            return Task.FromResult(new SmallResponse(200, ""));
        });
        shop.Configure(("\"bake\":", "\"notifications\": [{ \"name\": \"chat\", \"urlVariable\": \"CHAT_URL\", \"events\": [\"switched\"] }], \"bake\":"));
        shop.Expect(ExitCode.Yes, "release", "start", "--version", "4.3.0");
        var watching = ToolProcess.RunAsync(shop.Folder.Path, [], new Dictionary<string, string> { ["MIGRATIONGUARD_CONNECTION"] = shop.Connection }, "release", "status", "--watch", "--interval", "50ms");
        var run = await ToolProcess.RunAsync(shop.Folder.Path, [], Outside(shop, outside), "release", "run", "--resume");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Yes), run.Error + run.Output);
        Assert.That(run.Output + run.Error, Does.Not.Contain("token"));

        var watched = await watching;
        Assert.That((watched.Code, watched.Output), Is.EqualTo((ExitCode.Yes, watched.Output)), watched.Error);
        Assert.That(watched.Output, Does.Match(@"^\d\d:\d\d:\d\d  prepared .*\n(.*\n)*\d\d:\d\d:\d\d  window-open .*\n$").And.Not.Contain("\e"));

        Assert.That(told.Where(request => request.Path == "/token").Select(request => request.Body).Single(), Does.Contain("\"event\":\"switched\""));
        Assert.That(told.Where(request => request.Path == "/v1/traces").Select(request => request.Body), Has.Some.Contains("release run").And.Some.Contains("state switching"));
        Assert.That(told.Where(request => request.Path == "/v1/metrics").Select(request => request.Body), Has.Some.Contains("migrationguard.release.transitions"));
        Assert.That(told.First(request => request.Path == "/v1/traces").Headers["Content-Type"], Is.EqualTo("application/x-protobuf"));

        shop.Expect(ExitCode.Yes, "release", "rollback", "--reason", "slow");
        Assert.That(shop.Expect(ExitCode.Yes, "release", "report"), Does.Contain("4.2.0 has the traffic again. Written to report.html"));
        var page = File.ReadAllText(Path.Combine(shop.Folder.Path, "report.html"));
        Assert.That(page, Does.Contain("✓ verified").And.Contain("statements proved").And.Contain("expand/01_handle.sql:1: done").And.Contain("ACCESS EXCLUSIVE on users").And.Contain("Not removed, for 4.2.0 needs it"));
        Assert.That(shop.Expect(ExitCode.Yes, "release", "report", "--output-file", "-"), Does.StartWith("<!DOCTYPE html>"));
        shop.Expect(ExitCode.Usage, "release", "report", "--output-file", "missing/report.html");

        Assert.That(shop.Expect(ExitCode.Yes, "release", "dora"), Does.Contain("(1 in all)").And.Contain("100 % (1 of 1 lost the traffic again)"));
        Assert.That(shop.Expect(ExitCode.Yes, "release", "dora", "--output", "csv", "--since", "2026-01-01"), Does.Match(@"^event,at,service,release,version,seconds\r\ndeployment,.*,webshop,webshop-4\.3\.0,4\.3\.0,[0-9.]+\r\nchange-failure,.*\r\nrestore,.*\r\n$"));
        Assert.That(shop.Expect(ExitCode.Yes, "release", "dora", "--output", "json"), Does.Contain("\"changeFailureRate\": 1"));
        shop.Expect(ExitCode.Usage, "release", "dora", "--since", "yesterday");
    }

    [Test]
    public async Task A_terminal_is_drawn_in_place_and_left_as_it_was()
    {
        Assume.That(File.Exists("/usr/bin/script"), "there is no script(1) that makes a terminal");
        using var shop = new ReleaseFixture(TestKit.PostgresServer.Majors[^1]);
        shop.Expect(ExitCode.Yes, "release", "start", "--version", "4.3.0");
        var tool = Path.Combine(AppContext.BaseDirectory, "migrationguard.dll");
        var outcome = await ToolProcess.InTerminalAsync(shop.Folder.Path, $"timeout --foreground --preserve-status -s INT 4 dotnet {tool} release status --watch --interval 100ms", new() { ["MIGRATIONGUARD_CONNECTION"] = shop.Connection });
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Unknown), outcome.Output);
        var screen = outcome.Output.Replace("\r", "", StringComparison.Ordinal);
        Assert.That(screen, Does.Match(@"\e\[\?1049h\e\[\?25l(.|\n)*\e\[Hwebshop|\e\[H\e\[1mwebshop"));
        Assert.That(screen.Split("\e[?25h\e[?1049l")[^1], Does.Contain("webshop-4.3.0").And.Contain("prepared"), "the last sight stays");
        Assert.That(screen.Split("\e[H").Length, Is.GreaterThan(4), "it was drawn again");
    }

    private static Dictionary<string, string> Outside(ReleaseFixture shop, SmallServer outside) => new()
    {
        ["MIGRATIONGUARD_CONNECTION"] = shop.Connection,
        ["CHAT_URL"] = outside.Address + "token",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = outside.Address.ToString(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
    };
}
