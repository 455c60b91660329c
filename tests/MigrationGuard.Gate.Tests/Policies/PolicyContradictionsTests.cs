using MigrationGuard.Gate.Policies;

namespace MigrationGuard.Gate.Tests.Policies;

public sealed class PolicyContradictionsTests
{
    private static readonly PolicyMeans Means = new([GatePolicy.Proof], new(true, true, true, true));

    private static readonly TestCaseData[] Contradictory =
    [
        new(new GatePolicy { EvidenceLifetime = TimeSpan.Zero }, "evidence counts for 00:00:00"),
        new(new GatePolicy { SwitchBudget = TimeSpan.Zero }, "it goes back at once"),
        new(new GatePolicy { PollInterval = TimeSpan.Zero }, "the pause between two looks is 00:00:00"),
        new(new GatePolicy { PollInterval = TimeSpan.FromSeconds(10), SwitchBudget = TimeSpan.FromSeconds(5) }, "is not shorter than the budget of a switch (00:00:05)"),
        new(new GatePolicy { ProbeSamples = 0 }, "0 requests ask who answers"),
        new(new GatePolicy { DrainDeadline = TimeSpan.FromSeconds(-1) }, "waited for -00:00:01"),
        new(new GatePolicy { BakeWindow = TimeSpan.Zero }, "a measurement under traffic takes 00:00:00"),
        new(new GatePolicy { BakeWindows = 0 }, "0 good measurements"),
        new(new GatePolicy { RollbackWindow = TimeSpan.FromSeconds(-1), BakeWindows = -1 }, "promised for -00:00:01"),
        new(new GatePolicy { BakeWindow = TimeSpan.FromHours(3) }, "watched for 1.06:00:00, longer than the way back is promised (1.00:00:00)"),
        new(new GatePolicy { Weights = [0, 5] }, "the shares are 0, 5 %: each has to be from 1 to 99 %"),
        new(new GatePolicy { Weights = [5, 100] }, "the shares are 5, 100 %: each has to be from 1 to 99 %"),
        new(new GatePolicy { Weights = [5, 5] }, "each has to be more than the one before"),
        new(new GatePolicy { WeightWindow = TimeSpan.Zero }, "a measurement with a share takes 00:00:00"),
        new(new GatePolicy { WeightWindows = 0 }, "0 good measurements open the next share"),
        new(new GatePolicy { Weights = [1, 25] }, "shares of 1, 25 % are wanted, and the router can only move all of the traffic at once"),
        new(new GatePolicy { TombstoneSoak = TimeSpan.FromDays(-1) }, "hidden for -1.00:00:00"),
        new(new GatePolicy { StepAttempts = 0 }, "tried 0 times"),
        new(new GatePolicy { StepPause = TimeSpan.FromSeconds(-1) }, "second attempt is -00:00:01"),
        new(new GatePolicy { LeaseDuration = TimeSpan.FromSeconds(1) }, "it would be lost while waiting"),
        new(new GatePolicy { LedgerPatience = TimeSpan.Zero }, "going back waits 00:00:00 for the ledger"),
        new(new GatePolicy { RequiredEvidence = [] }, "no evidence is required"),
        new(new GatePolicy { RequiredEvidence = ["proof", "pentest"] }, "evidence \"pentest\" is required, and nothing is configured that takes it"),
        new(new GatePolicy { RequiredEvidence = ["proof", "proof"] }, "evidence \"proof\" is required twice"),
        new(new GatePolicy { Freezes = [new(new(2026, 12, 24, 0, 0, 0, TimeSpan.Zero), new(2026, 12, 20, 0, 0, 0, TimeSpan.Zero), "holidays")] }, "the freeze \"holidays\" ends before it begins"),
    ];

    [TestCaseSource(nameof(Contradictory))]
    public void A_contradiction_is_named(GatePolicy policy, string sentence) => Assert.That(PolicyContradictions.Of(policy, Means), Has.Some.Contains(sentence));

    [Test]
    public void The_defaults_contradict_nothing() => Assert.That(PolicyContradictions.Of(new GatePolicy(), Means), Is.Empty);

    [Test]
    public void All_contradictions_are_named_at_once() =>
        Assert.That(PolicyContradictions.Of(new GatePolicy { ProbeSamples = 0, StepAttempts = 0 }, new([], null)), Has.Count.EqualTo(4));

    [Test]
    public void A_router_without_conditions_cannot_keep_two_releases_apart() =>
        Assert.That(PolicyContradictions.Of(new GatePolicy(), Means with { Router = new(true, false, true, true) }), Has.One.Contains("without conditions"));
}
