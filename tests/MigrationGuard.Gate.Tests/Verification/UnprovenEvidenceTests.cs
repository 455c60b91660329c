using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Ledgers;
using MigrationGuard.Servers;
using MigrationGuard.Unproven;

namespace MigrationGuard.Gate.Tests.Verification;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class UnprovenEvidenceTests
{
    private static readonly DateTimeOffset Since = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    private readonly MemoryStatistics _statistics = new();

    [Test]
    public async Task What_ran_of_both_versions_and_is_in_manifests_passes()
    {
        var pieces = await CollectAsync(TimeSpan.Zero);
        Assert.That(pieces.Select(piece => (piece.Kind, piece.Version, piece.Digest, piece.Verdict)), Is.EqualTo(new[]
        {
            ("unproven", "4.2.0", "sha256:4.2.0", EvidenceVerdict.Pass), ("unproven", "4.3.0", "sha256:4.3.0", EvidenceVerdict.Pass),
        }));
        Assert.That(pieces[0].Detail, Is.EqualTo("the 7 statements that ran as shop since 2026-03-01 06:00:00Z are in manifests"));
        Assert.That(_statistics.Asked.Select(question => (question.Label, question.Since, string.Join('+', question.Beside))), Is.EqualTo(new[]
        {
            ("4.2.0", (DateTimeOffset?)null, "4.2.0+4.3.0"), ("4.3.0", null, "4.2.0+4.3.0"),
        }));
    }

    [Test]
    public async Task Some_that_no_manifest_has_are_unknown_and_the_first_are_named()
    {
        _statistics.Report = _statistics.Report with { Statements = [.. Enumerable.Range(1, 300).Select(n => new UnprovenStatement("shop", FormattableString.Invariant($"SELECT c{n}, {new string('x', 3000)} FROM users"), 400 - n))] };
        var piece = (await CollectAsync(TimeSpan.Zero))[0];
        Assert.That(piece.Verdict, Is.EqualTo(EvidenceVerdict.Unknown));
        Assert.That(piece.Detail, Does.StartWith("300 of 307 statements that ran as shop since 2026-03-01 06:00:00Z are in no manifest: SELECT c1, xxx").And.Contain("(399 calls); SELECT c2").And.Not.Contain("SELECT c6").And.EndWith("; …"));
        Assert.That(piece.Detail!.Length, Is.LessThan(1500));
    }

    [Test]
    public async Task Statistics_that_cannot_tell_are_unknown()
    {
        _statistics.Report = _statistics.Report with { Gap = "the statistics begin later" };
        Assert.That((await CollectAsync(TimeSpan.Zero)).Select(piece => (piece.Verdict, piece.Detail)), Is.All.EqualTo((EvidenceVerdict.Unknown, "the statistics begin later")));
    }

    [Test]
    public async Task How_far_back_is_asked_by_the_clock()
    {
        await CollectAsync(TimeSpan.FromHours(24));
        Assert.That(_statistics.Asked[0].Since, Is.EqualTo(TimeProvider.System.GetUtcNow().AddDays(-1)).Within(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public void A_database_that_is_lost_is_no_evidence()
    {
        _statistics.Down = true;
        Assert.That(() => CollectAsync(TimeSpan.Zero), Throws.TypeOf<DatabaseException>());
    }

    private Task<IReadOnlyList<Ledgers.Evidence>> CollectAsync(TimeSpan covered) =>
        new UnprovenEvidence(new() { Fingerprint = _ => Task.FromResult("f1") }, covered, _statistics).CollectAsync(Requests.One, default);

    private sealed class MemoryStatistics : IUnprovenStatements
    {
        public UnprovenReport Report { get; set; } = new() { Version = "webshop 4.2.0", Roles = ["shop"], Since = UnprovenEvidenceTests.Since, Explained = 7 };

        public bool Down { get; set; }

        public List<UnprovenQuestion> Asked { get; } = [];

        public Task<UnprovenReport> LookAsync(UnprovenQuestion question, CancellationToken cancellation)
        {
            Asked.Add(question);
            return Down ? throw new DatabaseException("gone", null, null) : Task.FromResult(Report);
        }
    }
}
