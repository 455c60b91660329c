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
        var failed = await RunAsync(Settings("for i in $(seq 1 30); do echo line $i; done; echo 'no such table' >&2; exit 3"));

        Assert.That((failed.Outcome, failed.Steps), Is.EqualTo((StepOutcome.Failed, 0)));
        Assert.That(failed.Why, Does.StartWith("the migration command ended with exit code 3: "));
        Assert.That(failed.Why, Does.Contain("line 30").And.Contain("no such table").And.Not.Contain("line 9\n"));
        Assert.That((await RunAsync(Settings("true"))).Outcome, Is.EqualTo(StepOutcome.Done));
    }

    [Test]
    public async Task A_command_that_takes_too_long_is_ended_with_its_children()
    {
        var slow = await RunAsync(Settings("echo begun; (sleep 2; touch survived) & sleep 20") with { Timeout = TimeSpan.FromMilliseconds(500) });

        Assert.That((slow.Outcome, slow.Why), Is.EqualTo((StepOutcome.Failed, "the migration command was ended after 0.5 s: begun")));
        await Task.Delay(2000);
        Assert.That(File.Exists(Path.Combine(_folder, "survived")), Is.False);
    }

    [Test]
    public async Task Two_runs_of_a_command_do_not_meet()
    {
        var running = RunAsync(Settings("sleep 1; echo once >> log"));
        await Task.Delay(400);
        var other = await RunAsync(Settings("echo twice >> log"));

        Assert.That(other.Outcome, Is.EqualTo(StepOutcome.Retry), other.Why);
        Assert.That(other.Why, Does.StartWith("the migration command: it or another step still runs, and a second one is not begun: pid "));
        Assert.That((await running).Outcome, Is.EqualTo(StepOutcome.Done));
        Assert.That(await File.ReadAllLinesAsync(Path.Combine(_folder, "log")), Is.EqualTo(new[] { "once" }));
    }

    private CommandSettings Settings(string command) => new(command) { Directory = _folder };

    private Task<StepResult> RunAsync(CommandSettings settings) => new CommandExpansion(_shop.Runner, settings).RunNextAsync(GuardedShop.Release, _shop.Lease, default);
}
