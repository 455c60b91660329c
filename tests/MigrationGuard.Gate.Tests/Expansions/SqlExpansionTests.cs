using MigrationGuard.Execution;
using MigrationGuard.Gate.Expansions;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Tests.Expansions;

public sealed class SqlExpansionTests
{
    private static readonly MigrationFile Handle = new("expand/1.sql", "ALTER TABLE users ADD COLUMN handle text;");

    private static readonly StepPlan Plan = StepPlan.Read([Handle, new("expand/2.sql", "ALTER TABLE users ADD COLUMN nickname text;")]);

    [TestCase("", "r3", TestName = "Nothing was begun before: the steps are recorded under the release")]
    [TestCase("r1", "r1", TestName = "What an earlier release has done with the same files is gone on with")]
    [TestCase("r1 r2", "r2", TestName = "Of several the newest counts")]
    [TestCase("r1 r3", "r3", TestName = "What the release has begun itself is its own")]
    [TestCase("other", "r3", TestName = "Another service's steps are not taken for this one's")]
    [TestCase("r4", "r3", TestName = "A later release's steps are not taken for this one's")]
    public async Task Steps_are_done_once(string begun, string origin)
    {
        var runner = new Recorder(begun.Split(' '), Handle.Digest);
        await RunAsync(runner);
        Assert.That(runner.Ran, Is.EqualTo(origin));
    }

    [Test]
    public async Task Files_that_changed_since_are_run_for_the_release()
    {
        var runner = new Recorder(["r1"], "sha256:another");
        await RunAsync(runner);
        Assert.That(runner.Ran, Is.EqualTo("r3"));
    }

    private static Task RunAsync(Recorder runner)
    {
        var expansion = new SqlExpansion(runner, Plan) { Releases = _ => Task.FromResult<IReadOnlyList<ReleaseRecord>>([Release("r1"), Release("other", "mail"), Release("r2"), Release("r3"), Release("r4")]) };
        return expansion.RunNextAsync(Release("r3"), new Lease("shop", "test", 1, DateTimeOffset.MaxValue), CancellationToken.None);
    }

    private static ReleaseRecord Release(string id, string service = "webshop") => new()
    {
        Id = id,
        Service = service,
        Old = new("4.2.0", "sha256:old", "blue"),
        New = new("4.3.0", "sha256:new", "green"),
        Plan = "sha256:plan",
        PlannedOn = "f0",
        StartedAt = DateTimeOffset.UnixEpoch,
        StartedBy = "test",
    };

    private sealed class Recorder(string[] begun, string digest) : IStepRunner
    {
        public string? Ran { get; private set; }

        public Task<StepReport> RunNextAsync(StepRun run, Lease lease, CancellationToken cancellation)
        {
            Ran = run.Release;
            return Task.FromResult(new StepReport(StepVerdict.Done, 2, 2, "done"));
        }

        public Task<StepReport> RunOutsideAsync(OutsideRun run, Lease lease, Func<string, CancellationToken, Task<string?>> work, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<StepRecord>> RecordsAsync(string release, string phase, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<StepRecord>>(begun.Contains(release) ? [new StepRecord(1, Handle.Path, 1, digest, true)] : []);
    }
}
