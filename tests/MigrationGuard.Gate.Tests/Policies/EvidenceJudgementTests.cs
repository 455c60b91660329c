using MigrationGuard.Gate.Policies;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Tests.Policies;

public sealed class EvidenceJudgementTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly EvidenceNeed Need = new()
    {
        Kinds = ["proof"],
        Sides = [("4.2.0", "sha256:old"), ("4.3.0", "sha256:new")],
        Fingerprint = "f1",
        RouterGeneration = 7,
        At = Now,
    };

    private static readonly Ledgers.Evidence Old = new("proof", "4.2.0", "sha256:old", "f1", 7, Now.AddMinutes(-1), Now.AddMinutes(1), EvidenceVerdict.Pass, "judge", null);

    private static readonly Ledgers.Evidence New = Old with { Version = "4.3.0", Digest = "sha256:new" };

    private static readonly TestCaseData[] Wrong =
    [
        new(New with { Digest = "sha256:other" }, EvidenceVerdict.Unknown, "another artifact"),
        new(New with { Fingerprint = "f0" }, EvidenceVerdict.Unknown, "another schema (f0)"),
        new(New with { RouterGeneration = 6 }, EvidenceVerdict.Unknown, "the router was elsewhere"),
        new(New with { ObservedAt = Now.AddMinutes(1) }, EvidenceVerdict.Unknown, "in the future"),
        new(New with { ExpiresAt = Now }, EvidenceVerdict.Expired, "expired"),
        new(New with { Verdict = EvidenceVerdict.Expired }, EvidenceVerdict.Expired, "expired"),
        new(New with { Verdict = EvidenceVerdict.Unknown, Detail = "cancelled" }, EvidenceVerdict.Unknown, "says nothing: cancelled"),
        new(New with { Verdict = EvidenceVerdict.Fail, ExpiresAt = Now.AddMinutes(-1) }, EvidenceVerdict.Fail, "failed: judge"),
        new(New with { Kind = "suite" }, EvidenceVerdict.Unknown, "was never taken"),
    ];

    [Test]
    public void Fresh_evidence_of_both_versions_on_this_schema_is_a_pass() => Assert.That(EvidenceJudgement.Of([Old, New], Need).Verdict, Is.EqualTo(EvidenceVerdict.Pass));

    [TestCaseSource(nameof(Wrong))]
    public void Anything_else_is_none(Ledgers.Evidence piece, EvidenceVerdict verdict, string reason)
    {
        var judgement = EvidenceJudgement.Of([Old, piece], Need);
        Assert.That((judgement.Verdict, judgement.Complaints.Count), Is.EqualTo((verdict, 1)));
        Assert.That(judgement.Why, Does.StartWith("proof of 4.3.0").And.Contain(reason));
    }

    [Test]
    public void A_shorter_lifetime_counts_for_what_was_taken_before_it_was_set()
    {
        var need = Need with { Lifetime = TimeSpan.FromSeconds(60) };
        Assert.That(EvidenceJudgement.Of([Old, New], need).Verdict, Is.EqualTo(EvidenceVerdict.Expired));
        Assert.That(EvidenceJudgement.Of([Old, New], need with { Lifetime = TimeSpan.FromSeconds(61) }).Verdict, Is.EqualTo(EvidenceVerdict.Pass));
    }

    [Test]
    public void The_youngest_piece_counts() =>
        Assert.That(EvidenceJudgement.Of([Old, New, New with { Verdict = EvidenceVerdict.Fail, ObservedAt = Now }], Need).Verdict, Is.EqualTo(EvidenceVerdict.Fail));

    [Test]
    public void A_clock_that_was_ahead_once_does_not_bring_back_a_pass_that_a_failure_followed() =>
        Assert.That(EvidenceJudgement.Of([Old, New, New with { Verdict = EvidenceVerdict.Fail, ObservedAt = Now.AddMinutes(-30) }], Need).Verdict, Is.EqualTo(EvidenceVerdict.Fail));

    [Test]
    public void A_failure_outweighs_what_is_unknown_and_that_what_is_expired()
    {
        var expired = Old with { ExpiresAt = Now };
        Assert.That(EvidenceJudgement.Of([expired], Need).Verdict, Is.EqualTo(EvidenceVerdict.Unknown));
        Assert.That(EvidenceJudgement.Of([Old with { Verdict = EvidenceVerdict.Fail }], Need).Verdict, Is.EqualTo(EvidenceVerdict.Fail));
    }

    [Test]
    public void Where_nothing_is_required_nothing_is_known() => Assert.That(EvidenceJudgement.Of([], Need with { Kinds = [] }).Verdict, Is.EqualTo(EvidenceVerdict.Unknown));

    [Test]
    public void Other_live_versions_need_a_proof_and_no_suite()
    {
        var need = Need with { Kinds = ["proof", "suite"], Others = [("1.0", "sha256:reports")] };
        var judgement = EvidenceJudgement.Of([Old, New, Old with { Kind = "suite" }, New with { Kind = "suite" }], need);
        Assert.That(judgement.Complaints, Is.EqualTo(new[] { "proof of 1.0 was never taken" }));
    }

    [Test]
    public void Versions_of_two_services_with_one_label_are_told_apart()
    {
        var other = Old with { Digest = "sha256:reports", ObservedAt = Now };
        Assert.That(EvidenceJudgement.Of([Old, New, other], Need with { Others = [("4.2.0", "sha256:reports")] }).Verdict, Is.EqualTo(EvidenceVerdict.Pass));
    }
}
