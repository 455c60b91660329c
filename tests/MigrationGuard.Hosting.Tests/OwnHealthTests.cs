using MigrationGuard.Presence;
using MigrationGuard.Proofs;
using MigrationGuard.Servers;

namespace MigrationGuard.Hosting.Tests;

/// <summary>How often the database is asked, without a database.</summary>
public sealed class OwnHealthTests
{
    private readonly ManualTime _time = new();
    private readonly MemoryProof _proof = new();
    private OwnHealth _health = null!;

    [SetUp]
    public void SetUp()
    {
        var options = new AppGuardOptions { Service = "webshop", Version = "4.2.0", Time = _time, Connect = _ => new(new NoPresence(), _proof, new NoPresence()) };
        _health = new(new(options, _ => null));
        (_proof.Asked, _proof.Proved, _proof.Print, _proof.Verdict, _proof.Work) = (0, 0, "a", ProofVerdict.Pass, () => Task.CompletedTask);
    }

    [Test]
    public async Task A_thousand_probes_cost_one_question()
    {
        foreach (var _ in Enumerable.Range(0, 1000))
        {
            await _health.ReadAsync(default);
        }

        Assert.That((_proof.Asked, _proof.Proved), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task After_its_time_the_schema_is_looked_at_and_proved_on_only_when_it_is_another()
    {
        await _health.ReadAsync(default);
        _time.Now += TimeSpan.FromSeconds(31);
        var same = await _health.ReadAsync(default);
        Assert.That((_proof.Asked, _proof.Proved, same.Proof!.Statements), Is.EqualTo((2, 1, 2)));

        _proof.Print = "b";
        _time.Now += TimeSpan.FromSeconds(31);
        await _health.ReadAsync(default);
        Assert.That((_proof.Asked, _proof.Proved), Is.EqualTo((3, 2)));
    }

    [Test]
    public async Task A_proof_is_taken_anew_after_a_long_time_on_the_same_schema_too()
    {
        for (var minutes = 0; minutes <= 11; minutes++)
        {
            await _health.ReadAsync(default);
            _time.Now += TimeSpan.FromMinutes(1);
        }

        Assert.That(_proof.Proved, Is.EqualTo(2));
    }

    [Test]
    public async Task What_could_not_be_told_is_asked_again_on_the_same_schema()
    {
        _proof.Verdict = ProofVerdict.Busy;
        await _health.ReadAsync(default);
        _time.Now += TimeSpan.FromSeconds(31);
        await _health.ReadAsync(default);
        Assert.That(_proof.Proved, Is.EqualTo(2));
    }

    [Test]
    public async Task A_database_that_is_away_is_not_asked_by_every_probe_either()
    {
        _proof.Work = () => throw new DatabaseException("gone", null, null);
        var first = await _health.ReadAsync(default);
        var second = await _health.ReadAsync(default);
        Assert.That((first.Fault, second.Fault, _proof.Asked), Is.EqualTo(("gone", "gone", 1)));
    }

    [Test]
    public async Task Who_gives_up_takes_the_answer_from_nobody_else()
    {
        var answer = new TaskCompletionSource();
        _proof.Work = () => answer.Task;
        using var impatient = new CancellationTokenSource();
        var given = _health.ReadAsync(impatient.Token);
        var waiting = _health.ReadAsync(default);
        await impatient.CancelAsync();
        Assert.That(async () => await given, Throws.InstanceOf<OperationCanceledException>());
        answer.SetResult();
        Assert.That(((await waiting).Proof!.Verdict, _proof.Asked), Is.EqualTo((ProofVerdict.Pass, 1)));
    }

    [Test]
    public void Who_the_process_is_comes_from_the_options_then_from_the_environment_then_from_the_program()
    {
        var variables = new Dictionary<string, string> { ["MIGRATIONGUARD_SERVICE"] = "shop", ["MIGRATIONGUARD_LABEL"] = "5.0", ["MIGRATIONGUARD_DIGEST"] = "sha256:1" };
        var given = new AppGuard(new() { Version = "6.0" }, variables.GetValueOrDefault).Identity;
        Assert.That((given.Service, given.Label, given.Digest, given.ApplicationName), Is.EqualTo(("shop", "6.0", "sha256:1", "shop-6.0")));
        var program = new AppGuard(new(), _ => null).Identity;
        Assert.That((program.Service, program.Digest), Is.EqualTo((System.Reflection.Assembly.GetEntryAssembly()!.GetName().Name, "")));
        Assert.That(program.Label, Is.Not.Empty.And.Not.Contain("+"));
        Assert.That(program.Instance, Is.Not.EqualTo(given.Instance));
    }

    [Test]
    public void An_application_without_a_database_is_told_so() =>
        Assert.That(() => new AppGuard(new() { Service = "a", Version = "1" }, _ => null).Connection, Throws.InvalidOperationException.With.Message.Contains("call UsePostgreSql(connectionString)"));

    private sealed class MemoryProof : IOwnProof
    {
        public int Asked { get; set; }

        public int Proved { get; set; }

        public string Print { get; set; } = "a";

        public ProofVerdict Verdict { get; set; }

        public Func<Task> Work { get; set; } = () => Task.CompletedTask;

        public async Task<OwnProof> ProveAsync(AppIdentity identity, string? known, TimeSpan budget, CancellationToken cancellation)
        {
            Asked++;
            await Work();
            if (known == Print)
            {
                return new() { PublishedDigest = "", Print = Print, IsUnchanged = true };
            }

            Proved++;
            return new() { PublishedDigest = "", Print = Print, Statements = 2, Passed = Verdict == ProofVerdict.Pass ? 2 : 1, Others = Verdict == ProofVerdict.Pass ? [] : [new() { Verdict = Verdict, Text = "SELECT 1" }] };
        }
    }

    private sealed class NoPresence : IPresence, IAsyncDisposable
    {
        public Task HeartbeatAsync(AppIdentity identity, CancellationToken cancellation) => Task.CompletedTask;

        public Task EndAsync(AppIdentity identity, CancellationToken cancellation) => Task.CompletedTask;

        public Task<IReadOnlyList<PresenceSeen>> ListAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<PresenceSeen>>([]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class ManualTime : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
