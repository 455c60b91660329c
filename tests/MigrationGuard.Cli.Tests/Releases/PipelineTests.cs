using System.Diagnostics;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.TestKit;

namespace MigrationGuard.Cli.Tests.Releases;

/// <summary>Pipelines as processes.</summary>
public sealed class PipelineTests
{
    private ReleaseFixture _shop = null!;

    [SetUp]
    public void SetUp() => _shop = new ReleaseFixture(18);

    [TearDown]
    public void TearDown() => _shop.Dispose();

    [Test]
    public async Task Of_two_pipelines_one_is_told_who_is_at_it_and_one_that_waits_ends_as_well()
    {
        _shop.Configure(("\"bakeWindow\": \"150ms\"", "\"bakeWindow\": \"3s\""));
        var first = Run("release", "run", "--version", "4.3.0", "--as", "first");
        await Until(() => _shop.Value("SELECT holder FROM migration_guard.lease") is string);
        var busy = await Run("release", "run", "--version", "4.3.0");
        Assert.That((busy.Code, busy.Output.Contains("held by first:", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Busy, true)), busy.Error + busy.Output);
        var waited = await Run("release", "run", "--version", "4.3.0", "--wait", "2m");
        Assert.That((waited.Code, (await first).Code, _shop.Web.Slot), Is.EqualTo((ExitCode.Yes, ExitCode.Yes, "green")), waited.Error + waited.Output);
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task An_interrupted_run_says_how_to_go_on_and_goes_on()
    {
        _shop.Configure(("\"bakeWindow\": \"150ms\"", "\"bakeWindow\": \"10s\""));
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "migrationguard.dll"), "release", "run"])
        {
            WorkingDirectory = _shop.Folder.Path,
            Environment = { ["MIGRATIONGUARD_CONNECTION"] = _shop.Connection },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardError.ReadLineAsync() is { } line && !line.StartsWith("baking", StringComparison.Ordinal))
        {
        }

        Interruption.Send(process);
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.EqualTo((int)ExitCode.Unknown), said);
        Assert.That(said, Does.Contain("Go on with: migrationguard release run --resume --release webshop-4.3.0"));
        Assert.That(_shop.Expect(ExitCode.Yes, "release", "status"), Does.Contain("baking"));

        _shop.Configure();
        _shop.Expect(ExitCode.Yes, "release", "run", "--resume", "--release", "webshop-4.3.0");
        Assert.That(_shop.Web.Slot, Is.EqualTo("green"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task A_run_that_died_before_the_router_moved_does_not_switch_on_a_schema_that_moved_since()
    {
        var apply = await File.ReadAllTextAsync(Path.Combine(_shop.Folder.Path, "apply.sh"));
        _shop.Folder.Write("apply.sh", "touch began; while [ ! -e stop ]; do sleep 0.05; done; exit 1");
        var first = Run("release", "run", "--version", "4.3.0", "--as", "first");
        await Until(() => File.Exists(Path.Combine(_shop.Folder.Path, "began")));
        var holder = (string)_shop.Value("SELECT holder FROM migration_guard.lease")!;
        using (var process = Process.GetProcessById(int.Parse(holder.Split(':', '/')[1], System.Globalization.CultureInfo.InvariantCulture)))
        {
            process.Kill();
        }

        _shop.Folder.Write("stop", "");
        await first;
        _shop.Folder.Write("apply.sh", apply);
        _shop.Execute("UPDATE migration_guard.lease SET expires_at = now()");
        _shop.Execute("ALTER TABLE users ADD COLUMN by_hand integer");
        Assert.That(_shop.Tool("release", "run", "--resume").Code, Is.EqualTo(ExitCode.No));
        Assert.That(_shop.Expect(ExitCode.Yes, "release", "history"), Does.Contain("verified was"));
        Assert.That(_shop.Web.Slot, Is.EqualTo("blue"));
    }

    private Task<Outcome> Run(params string[] arguments) => ToolProcess.RunAsync(_shop.Folder.Path, [], new() { ["MIGRATIONGUARD_CONNECTION"] = _shop.Connection }, arguments);

    private static async Task Until(Func<bool> holds)
    {
        for (var waited = 0; !holds(); waited++)
        {
            Assert.That(waited, Is.LessThan(1200), "a minute went by");
            await Task.Delay(50);
        }
    }
}
