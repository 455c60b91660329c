using MigrationGuard.Execution;
using MigrationGuard.Gate.Expansions;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Guarding;
using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;

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

    [TestCase(UnknownPolicy.Refuse)]
    [TestCase(UnknownPolicy.Log)]
    public async Task Steps_are_judged_as_the_policy_says(UnknownPolicy policy)
    {
        var runner = new Recorder([""], "");
        await ResultAsync(runner, _ => Task.FromResult(policy));
        Assert.That(runner.Judged, Is.EqualTo(policy));
        await RunAsync(runner);
        Assert.That(runner.Judged, Is.Null);
    }

    [TestCase(ProofVerdict.Fail, "webshop 4.2.0 needs it: Users.cs:7: SELECT username FROM users – gone")]
    [TestCase(ProofVerdict.Unknown, "webshop 4.2.0 may need it: Users.cs:7: SELECT username FROM users – gone\nto take the responsibility, as a member of migration_guard_approver: SELECT migration_guard.accept('webshop 4.2.0', 'd1', 'reason');")]
    public async Task A_refusal_names_the_version_the_statement_its_place_and_what_to_do(ProofVerdict verdict, string text)
    {
        var statement = new PublishedStatement { Id = 1, Key = "k", Text = "SELECT username FROM users", Canonical = "", ParameterTypes = [], Role = "app", SearchPath = "public", Origins = [new("Users.cs", 7, null)] };
        var proof = new StatementProof { Statement = statement, Verdict = verdict, Cause = "gone", Differences = [new("d1", "users", "username", null, null, verdict, "gone")] };
        var runner = new Recorder([""], "") { Report = new StepReport(StepVerdict.Failed, 0, 2, "expand/1.sql:1: nothing was changed") { Findings = [new JudgedStatement(World.Version(1, "4.2.0", VersionState.Live), proof)] } };
        var result = await ResultAsync(runner, _ => Task.FromResult(UnknownPolicy.Refuse));
        Assert.That((result.Outcome, result.Why), Is.EqualTo((StepOutcome.Failed, "expand/1.sql:1: nothing was changed\n" + text)));
    }

    private static Task RunAsync(Recorder runner) => ResultAsync(runner, null);

    private static Task<StepResult> ResultAsync(Recorder runner, Func<CancellationToken, Task<UnknownPolicy>>? unknown)
    {
        var expansion = new SqlExpansion(runner, Plan) { Releases = _ => Task.FromResult<IReadOnlyList<ReleaseRecord>>([Release("r1"), Release("other", "mail"), Release("r2"), Release("r3"), Release("r4")]), Unknown = unknown };
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

        public UnknownPolicy? Judged { get; private set; }

        public StepReport Report { get; init; } = new(StepVerdict.Done, 2, 2, "done");

        public Task<StepReport> RunNextAsync(StepRun run, Lease lease, CancellationToken cancellation)
        {
            (Ran, Judged) = (run.Release, run.Judged);
            return Task.FromResult(Report);
        }

        public Task<StepReport> RunOutsideAsync(OutsideRun run, Lease lease, Func<string, CancellationToken, Task<string?>> work, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<string?> ObstacleAsync(MigrationStep step, CancellationToken cancellation) => Task.FromResult<string?>(null);

        public Task<IReadOnlyList<StepRecord>> RecordsAsync(string release, string phase, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<StepRecord>>(begun.Contains(release) ? [new StepRecord(1, Handle.Path, 1, digest, true)] : []);
    }
}
