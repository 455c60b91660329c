using System.Diagnostics;
using System.Text.Json.Nodes;
using MigrationGuard.Cli.Tests.Releases;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.TestKit.Http;

namespace MigrationGuard.Cli.Tests.Hooks;

public sealed class ServeTests
{
    [Test]
    public async Task A_release_is_asked_about_until_the_database_is_gone()
    {
        using var shop = new ReleaseFixture(15);
        await using var served = await ServedTool.StartAsync(shop.Folder.Path, shop.Connection);
        Assert.That(await served.AskAsync("/can-i/deploy"), Is.EqualTo((503, "usage")), "no release was started");

        shop.Expect(ExitCode.Yes, "release", "start", "--version", "4.3.0");
        Assert.That(await served.AskAsync("/can-i/deploy"), Is.EqualTo((503, "unknown")));
        shop.Expect(ExitCode.Yes, "release", "expand");
        Assert.That(await served.AskAsync("/can-i/deploy"), Is.EqualTo((200, "yes")));
        Assert.That(await served.AskAsync("/can-i/switch"), Is.EqualTo((503, "unknown")));
        shop.Expect(ExitCode.Yes, "release", "verify");
        Assert.That(await served.AskAsync("/can-i/switch?version=4.3.0"), Is.EqualTo((200, "yes")));
        Assert.That(await served.AskAsync("/can-i/switch?version=4.4.0"), Is.EqualTo((409, "no")));
        shop.Execute("ALTER TABLE users ADD COLUMN surprise text");
        Assert.That(await served.AskAsync("/can-i/deploy"), Is.EqualTo((409, "drift")));
        Assert.That(await served.AskAsync("/can-i/switch"), Is.EqualTo((409, "drift")));
        shop.Folder.Write("migrationguard.json", "{");
        Assert.That(await served.AskAsync("/can-i/switch"), Is.EqualTo((503, "usage")));
    }

    [Test]
    public async Task A_database_that_is_down_is_no_yes()
    {
        using var shop = new ReleaseFixture(15);
        await using var served = await ServedTool.StartAsync(shop.Folder.Path, $"Host=127.0.0.1;Port={FreePort.Find()};Database=shop;Username=shop;Timeout=2");

        Assert.That(await served.AskAsync("/can-i/switch"), Is.EqualTo((503, "dependency")));
    }

    [TestCase("--listen 0.0.0.0:8099", "serves other machines")]
    [TestCase("--listen 8099", "is no address with a port")]
    [TestCase("--secret-variable NOT_SET", "is not set")]
    [TestCase("--limit never", "is no time")]
    public void What_cannot_be_is_refused(string arguments, string why)
    {
        using var folder = new TemporaryFolder();
        var outcome = InProcess.Run(folder, ["serve", .. arguments.Split(' ')]);
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage, outcome.Error)));
        Assert.That(outcome.Error, Does.Contain(why));
    }

    /// <summary>The tool as a process that serves; it ends as a service does.</summary>
    private sealed class ServedTool : IAsyncDisposable
    {
        private readonly Process _process;
        private readonly HttpClient _client;

        private ServedTool(Process process, Uri address) => (_process, _client) = (process, new() { BaseAddress = address });

        public static async Task<ServedTool> StartAsync(string folder, string connection)
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "migrationguard.dll"), "serve", "--listen", "127.0.0.1:0"]) { WorkingDirectory = folder, RedirectStandardError = true };
            start.Environment["MIGRATIONGUARD_CONNECTION"] = connection;
            var process = Process.Start(start)!;
            var line = await process.StandardError.ReadLineAsync() ?? "";
            _ = process.StandardError.ReadToEndAsync();
            return new(process, new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]));
        }

        public async Task<(int Status, string? Answer)> AskAsync(string target)
        {
            using var response = await _client.GetAsync(target);
            return ((int)response.StatusCode, (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["answer"]);
        }

        public async ValueTask DisposeAsync()
        {
            using var end = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            Assert.That(_process.ExitCode, Is.Zero, "it ends in order");
            _process.Dispose();
            _client.Dispose();
        }
    }
}
