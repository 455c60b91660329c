using System.Diagnostics;
using MigrationGuard.Gate.Programs;
using MigrationGuard.Gate.Tests.Support;

namespace MigrationGuard.Gate.Tests.Programs;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Platform(Exclude = "Win", Reason = "The commands are those of a POSIX shell.")]
public sealed class ProgramRunTests : IDisposable
{
    // A process in a session of its own, of which the parent has ended, is in no tree any more.
    private const string Family = "echo $$ > pid; (setsid sleep 60 & echo $! >> pid); sleep 60 & echo $! >> pid; touch begun; wait";

    private readonly string _folder = Directory.CreateTempSubdirectory("migrationguard-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task What_it_wrote_is_told_apart_and_together()
    {
        var ended = (ProgramEnd.Ended)await Shell("echo answer; printf '\\n  why\\n' >&2; exit 3").RunAsync(default);
        Assert.That((ended.ExitCode, ended.Output.Answer, ended.Output.FirstError), Is.EqualTo((3, "answer\n", "why")));
        Assert.That(ended.Output.Last(100), Does.Contain("answer").And.Contain("why"));
    }

    [Test]
    public async Task At_its_limit_it_is_killed_with_everything_that_it_started()
    {
        // Long enough for a shell on a busy machine to start all of them.
        var end = await (Shell(Family) with { Limit = TimeSpan.FromSeconds(4) }).RunAsync(default);
        Assert.That(end, Is.TypeOf<ProgramEnd.Failed>().With.Property("Reason").EqualTo("it did not end within 4 s and was killed"));
        Assert.That(await File.ReadAllLinesAsync(Path.Combine(_folder, "pid")), Has.Length.EqualTo(3));
        Assert.That(Processes.Alive(Path.Combine(_folder, "pid")), Is.Empty);
    }

    [Test]
    public async Task When_it_is_cancelled_nothing_that_it_started_is_left()
    {
        using var cancelled = new CancellationTokenSource();
        var run = Shell(Family).RunAsync(cancelled.Token);
        await Soon.IsAsync(() => File.Exists(Path.Combine(_folder, "begun")), "it does not begin");
        await cancelled.CancelAsync();
        Assert.That(async () => await run, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await File.ReadAllLinesAsync(Path.Combine(_folder, "pid")), Has.Length.EqualTo(3));
        Assert.That(Processes.Alive(Path.Combine(_folder, "pid")), Is.Empty);
    }

    [Test]
    public async Task It_gets_no_answer_and_what_it_leaves_behind_is_not_waited_for()
    {
        var time = Stopwatch.StartNew();
        var ended = (ProgramEnd.Ended)await Shell("read answer; echo \"answer: $answer\"; sleep 60 & echo $! > pid").RunAsync(default);
        Assert.That((ended.ExitCode, ended.Output.Answer), Is.EqualTo((0, "answer: \n")));
        Assert.That(time.Elapsed, Is.LessThan(TimeSpan.FromSeconds(40)));
        Processes.Kill(Path.Combine(_folder, "pid"));
    }

    [Test]
    public async Task It_sees_its_variables_and_secrets_among_them_are_shown_nowhere_but_in_the_answer()
    {
        var run = Shell("echo \"$API_TOKEN $PLAIN\"; echo \"no $API_TOKEN $PLAIN\" >&2") with
        {
            Environment = new Dictionary<string, string?> { ["API_TOKEN"] = "s3cr3t-value", ["PLAIN"] = "told" },
            Secrets = ["PLAIN"],
        };
        var output = (await run.RunAsync(default)).Output;
        Assert.That((output.Answer, output.FirstError), Is.EqualTo(("s3cr3t-value told\n", "no *** ***")));
        Assert.That(output.Tail, Does.Contain("*** ***\n").And.Not.Contain("s3cr3t").And.Not.Contain("told"));
    }

    [Test]
    public async Task A_program_that_is_not_there_is_the_reason()
    {
        var end = await new ProgramRun(Path.Combine(_folder, "gone"), [], TimeSpan.FromSeconds(30)).RunAsync(default);
        Assert.That(end, Is.TypeOf<ProgramEnd.Failed>().With.Property("Reason").StartsWith("it could not be started: "));
    }

    private ProgramRun Shell(string command) => ProgramRun.Shell(command, TimeSpan.FromMinutes(1)) with { Directory = _folder };
}
