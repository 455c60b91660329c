using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Guarding;
using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Tests.Verification;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ProofEvidenceTests
{
    private readonly MemoryJudge _judge = new();
    private string _fingerprint = "f1";
    private UnknownPolicy _policy = UnknownPolicy.Refuse;

    [Test]
    public async Task Both_versions_and_every_other_live_one_are_proved_and_the_judge_is_closed()
    {
        var other = World.Version(3, "1.0", VersionState.Live) with { Service = "reports" };
        _judge.Versions.Add(other);
        var pieces = await Collect(Requests.One with { Others = [other] });
        Assert.That(pieces.Select(piece => (piece.Kind, piece.Version, piece.Digest, piece.Verdict)), Is.EqualTo(new[]
        {
            ("proof", "4.2.0", "sha256:4.2.0", EvidenceVerdict.Pass), ("proof", "4.3.0", "sha256:4.3.0", EvidenceVerdict.Pass), ("proof", "1.0", "sha256:1.0", EvidenceVerdict.Pass),
        }));
        Assert.That(pieces.Select(piece => (piece.Fingerprint, piece.RouterGeneration, piece.ExpiresAt - piece.ObservedAt, piece.Producer)).Distinct(), Is.EqualTo(new[] { ("f1", 7L, TimeSpan.FromMinutes(15), "postgresql 18.4 judge") }));
        Assert.That(_judge.Opened, Is.Zero);
        Assert.That(_judge.Completed, Is.EqualTo(new[] { (2, true) }), "only the new version is recorded on the schema that was made for it");
    }

    [Test]
    public async Task A_statement_that_fails_is_named_with_its_place_and_the_words_of_the_server()
    {
        _judge.Verdicts["4.2.0"] = [ProofVerdict.Pass, ProofVerdict.Unknown, ProofVerdict.Fail];
        var old = (await Collect(Requests.One))[0];
        Assert.That((old.Verdict, old.Detail), Is.EqualTo((EvidenceVerdict.Fail,
            "1 of 3 statements failing on this schema: Orders/UserStore.cs:44 \"SELECT username FROM users\" (42703 column \"username\" does not exist; it was renamed)")));
    }

    [TestCase(ProofVerdict.Unknown, "1 of 2 statements unknown: Orders/UserStore.cs:43")]
    [TestCase(ProofVerdict.Busy, "the server was busy")]
    public async Task What_cannot_be_told_is_unknown(ProofVerdict verdict, string why)
    {
        _judge.Verdicts["4.3.0"] = [ProofVerdict.Pass, verdict];
        var piece = (await Collect(Requests.One))[1];
        Assert.That(piece.Verdict, Is.EqualTo(EvidenceVerdict.Unknown));
        Assert.That(piece.Detail, Does.Contain(why));
    }

    [Test]
    public async Task A_policy_that_lets_unknown_statements_pass_names_them_and_lets_nothing_else_pass()
    {
        _policy = UnknownPolicy.Log;
        _judge.Verdicts["4.2.0"] = [ProofVerdict.Unknown];
        _judge.Verdicts["4.3.0"] = [ProofVerdict.Pass, ProofVerdict.Unknown];
        var pieces = await Collect(Requests.One);
        Assert.That(pieces.Select(piece => piece.Verdict), Is.EqualTo(new[] { EvidenceVerdict.Unknown, EvidenceVerdict.Pass }));
        Assert.That(pieces[1].Detail, Does.Contain("which the policy lets pass: Orders/UserStore.cs:43"));

        _judge.Verdicts["4.3.0"] = [ProofVerdict.Pass, ProofVerdict.Busy];
        Assert.That((await Collect(Requests.One))[1].Verdict, Is.EqualTo(EvidenceVerdict.Unknown));
    }

    [Test]
    public async Task A_version_without_a_manifest_is_unknown_with_the_way_to_make_one()
    {
        _judge.Versions.RemoveAt(1);
        var piece = (await Collect(Requests.One))[1];
        Assert.That(piece.Verdict, Is.EqualTo(EvidenceVerdict.Unknown));
        Assert.That(piece.Detail, Does.StartWith("nothing is published of webshop 4.3.0").And.Contain("statements collect --label 4.3.0 --digest sha256:4.3.0").And.Contain("statements publish"));
    }

    [Test]
    public async Task An_empty_manifest_or_one_of_another_build_proves_nothing()
    {
        _judge.Versions[0] = _judge.Versions[0] with { Statements = 0 };
        _judge.Versions[1] = _judge.Versions[1] with { Digest = "sha256:other" };
        var pieces = await Collect(Requests.One);
        Assert.That(pieces.Select(piece => piece.Verdict), Is.All.EqualTo(EvidenceVerdict.Unknown));
        Assert.That(pieces[0].Detail, Does.Contain("no statement is published of webshop 4.2.0"));
        Assert.That(pieces[1].Detail, Does.Contain("published as 4.3.0 is sha256:other, the release has sha256:4.3.0"));
    }

    [TestCase(false, true, "guard install makes one")]
    [TestCase(true, false, "guard install upgrades")]
    public async Task A_database_without_a_ledger_that_this_tool_knows_is_unknown(bool installed, bool current, string why)
    {
        (_judge.Installed, _judge.IsCurrent) = (installed, current);
        var piece = (await Collect(Requests.One))[0];
        Assert.That(piece.Verdict, Is.EqualTo(EvidenceVerdict.Unknown));
        Assert.That(piece.Detail, Does.Contain(why));
    }

    [Test]
    public async Task A_schema_that_is_another_one_from_the_beginning_is_not_judged()
    {
        _fingerprint = "f2";
        var piece = (await Collect(Requests.One))[0];
        Assert.That((piece.Verdict, piece.Detail), Is.EqualTo((EvidenceVerdict.Unknown, "the schema is f2, to be verified is f1")));
    }

    [Test]
    public async Task A_schema_that_changes_meanwhile_makes_a_pass_unknown()
    {
        var reads = 0;
        var means = new EvidenceMeans { Fingerprint = _ => Task.FromResult(reads++ == 1 ? "f2" : "f1") };
        var pieces = await Source(means).CollectAsync(Requests.One, default);
        Assert.That(pieces.Select(piece => piece.Verdict), Is.EqualTo(new[] { EvidenceVerdict.Unknown, EvidenceVerdict.Pass }));
        Assert.That(pieces[0].Detail, Does.StartWith("the schema changed while it was taken, from f1 to f2; until then: 1 statement proved"));
    }

    [Test]
    public async Task Cancelled_evidence_is_unknown()
    {
        using var cancelled = new CancellationTokenSource();
        var means = new EvidenceMeans
        {
            Fingerprint = async _ =>
            {
                await cancelled.CancelAsync();
                return "f1";
            },
        };
        var pieces = await Source(means).CollectAsync(Requests.One, cancelled.Token);
        Assert.That(pieces.Select(piece => (piece.Verdict, piece.Detail)), Is.All.EqualTo((EvidenceVerdict.Unknown, "it was cancelled before its end")));
    }

    [Test]
    public void A_server_that_is_lost_is_no_evidence()
    {
        var lost = new EvidenceMeans { Fingerprint = _ => throw new DatabaseException("gone", null, null) };
        Assert.ThrowsAsync<DatabaseException>(() => Source(lost).CollectAsync(Requests.One, default));
    }

    [Test]
    public async Task Evidence_ages_by_a_clock_that_nobody_sets()
    {
        var time = new AutoTime();
        var source = Source(new() { Fingerprint = _ => Task.FromResult("f1"), Time = time });
        time.Set(TimeSpan.FromHours(3));
        time.Pass(TimeSpan.FromMinutes(1));
        Assert.That((await source.CollectAsync(Requests.One, default))[0].ObservedAt, Is.EqualTo(new DateTimeOffset(2026, 3, 1, 12, 1, 0, TimeSpan.Zero)));
    }

    private Task<IReadOnlyList<Ledgers.Evidence>> Collect(EvidenceRequest request) => Source(new() { Fingerprint = _ => Task.FromResult(_fingerprint) }).CollectAsync(request, default);

    private ProofEvidence Source(EvidenceMeans means) => new(means, new ProofMeans
    {
        Judge = _ => Task.FromResult(_judge.Open()),
        Server = _ => Task.FromResult("postgresql 18.4"),
        Unknown = _ => Task.FromResult(_policy),
    });
}
