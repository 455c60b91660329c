using MigrationGuard.Gate.Expansions;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.TestKit;

namespace MigrationGuard.Gate.Tests.Expansions;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
[Platform(Exclude = "Win", Reason = "The commands are those of a POSIX shell.")]
public sealed class CommandExpansionTests(int major)
{
    private GuardedShop _shop = null!;
    private string _folder = "";

    [SetUp]
    public async Task Create()
    {
        _shop = await GuardedShop.CreateAsync(major);
        _folder = Directory.CreateTempSubdirectory("migrationguard-").FullName;
    }

    [TearDown]
    public async Task Remove()
    {
        Directory.Delete(_folder, recursive: true);
        if (_shop is not null)
        {
            await _shop.DisposeAsync();
        }
    }

    [Test]
    public async Task A_command_that_succeeded_is_not_run_again()
    {
        const string command = "echo \"$MIGRATIONGUARD_RELEASE $MIGRATIONGUARD_SERVICE $MIGRATIONGUARD_VERSION $MIGRATIONGUARD_SLOT $MIGRATIONGUARD_TOKEN $PGAPPNAME $OWN\" >> log";
        var settings = Settings(command) with { Variables = new Dictionary<string, string> { ["OWN"] = "mine" } };
        var first = await RunAsync(settings);
        var second = await RunAsync(settings);

        Assert.That((first.Outcome, first.Steps, first.Total), Is.EqualTo((StepOutcome.Done, 1, 1)));
        Assert.That(second, Is.EqualTo(new StepResult(StepOutcome.Done, 1, 1, "the migration command: done, as its record says")));
        Assert.That(await File.ReadAllLinesAsync(Path.Combine(_folder, "log")), Is.EqualTo(new[] { "webshop-4.3.0 webshop 4.3.0 green 1 migrationguard step 1 webshop-4.3.0 mine" }));
        Assert.That((await RunAsync(Settings("true"))).Outcome, Is.EqualTo(StepOutcome.Failed), "another command");
    }

    [Test]
    public async Task What_a_failing_command_wrote_last_is_the_reason_and_it_is_run_again()
    {
        var failed = await RunAsync(Settings("echo 'no such table' >&2; for i in $(seq 1 300); do echo line $i; done; exit 3"));

        Assert.That((failed.Outcome, failed.Steps), Is.EqualTo((StepOutcome.Failed, 0)));
        Assert.That(failed.Why, Does.StartWith("the migration command ended with exit code 3; its output ends: "));
        Assert.That(failed.Why, Does.Contain("line 300").And.Contain("no such table").And.Not.Contain("line 9 "));
        Assert.That((await RunAsync(Settings("true"))).Outcome, Is.EqualTo(StepOutcome.Done));
    }

    [Test]
    public async Task A_command_that_takes_too_long_is_ended()
    {
        var slow = await RunAsync(Settings("echo begun; exec sleep 60") with { Timeout = TimeSpan.FromSeconds(1) });

        Assert.That((slow.Outcome, slow.Why), Is.EqualTo((StepOutcome.Failed, "the migration command: it did not end within 1 s and was killed; its output ends: begun")));
    }

    [Test]
    public async Task A_folder_that_is_not_there_is_the_reason()
    {
        var failed = await RunAsync(Settings("true") with { Directory = Path.Combine(_folder, "gone") });

        Assert.That(failed.Outcome, Is.EqualTo(StepOutcome.Failed));
        Assert.That(failed.Why, Does.StartWith("the migration command: it could not be started: "));
    }

    [Test]
    public async Task What_a_command_wrote_is_kept_without_secrets()
    {
        var settings = Settings("echo \"connected with $SHOP_PASSWORD\"; exit 1") with { Variables = new Dictionary<string, string> { ["SHOP_PASSWORD"] = "hunter22" } };

        Assert.That((await RunAsync(settings)).Why, Does.EndWith("connected with ***"));
    }

    [Test]
    public async Task Two_runs_of_a_command_do_not_meet()
    {
        var running = RunAsync(Settings("echo once >> log; while [ ! -e end ]; do sleep 0.05; done"));
        await Soon.IsAsync(() => File.Exists(Path.Combine(_folder, "log")), "the command does not begin");
        var other = await RunAsync(Settings("echo twice >> log"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "end"), "");

        Assert.That(other.Outcome, Is.EqualTo(StepOutcome.Retry), other.Why);
        Assert.That(other.Why, Does.StartWith("the migration command: it or another step still runs, and a second one is not begun: pid "));
        Assert.That((await running).Outcome, Is.EqualTo(StepOutcome.Done));
        Assert.That(await File.ReadAllLinesAsync(Path.Combine(_folder, "log")), Is.EqualTo(new[] { "once" }));
    }

    private CommandSettings Settings(string command) => new(command) { Directory = _folder };

    private Task<StepResult> RunAsync(CommandSettings settings) => new CommandExpansion(_shop.Runner, settings).RunNextAsync(GuardedShop.Release, _shop.Lease, default);
}
