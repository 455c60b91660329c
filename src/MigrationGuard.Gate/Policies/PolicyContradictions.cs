using System.Globalization;

namespace MigrationGuard.Gate.Policies;

/// <summary>What cannot be meant together in a policy, or not be done with what is configured.</summary>
public static class PolicyContradictions
{
    private static readonly (Func<GatePolicy, bool> Holds, Func<GatePolicy, string> Says)[] Rules =
    [
        (policy => policy.EvidenceLifetime <= TimeSpan.Zero, policy => $"evidence counts for {Text(policy.EvidenceLifetime)}: it is expired when it is taken"),
        (policy => policy.SwitchBudget <= TimeSpan.Zero, policy => $"a switch has {Text(policy.SwitchBudget)}: it goes back at once"),
        (policy => policy.PollInterval <= TimeSpan.Zero, policy => $"the pause between two looks is {Text(policy.PollInterval)}: it must be longer than nothing"),
        (policy => policy.PollInterval >= policy.SwitchBudget && policy.SwitchBudget > TimeSpan.Zero, policy => $"the pause between two looks ({Text(policy.PollInterval)}) is not shorter than the budget of a switch ({Text(policy.SwitchBudget)})"),
        (policy => policy.ProbeSamples < 1, policy => $"{Number(policy.ProbeSamples)} requests ask who answers: at least one must"),
        (policy => policy.FrontDoorPatience < TimeSpan.Zero, policy => $"nobody may be answered at the front door for {Text(policy.FrontDoorPatience)}: it cannot be less than nothing"),
        (policy => policy.DrainDeadline < TimeSpan.Zero, policy => $"the requests of the old version are waited for {Text(policy.DrainDeadline)}: it cannot be less than nothing"),
        (policy => policy.BakeWindow <= TimeSpan.Zero, policy => $"a measurement under traffic takes {Text(policy.BakeWindow)}: it must be longer than nothing"),
        (policy => policy.BakeWindows < 1, policy => $"{Number(policy.BakeWindows)} good measurements make a version stable: at least one must"),
        (policy => policy.RollbackWindow < TimeSpan.Zero, policy => $"the way back is promised for {Text(policy.RollbackWindow)}: it cannot be less than nothing"),
        (policy => policy.Bake > policy.RollbackWindow, policy => $"the new version is watched for {Text(policy.Bake)}, longer than the way back is promised ({Text(policy.RollbackWindow)})"),
        (policy => policy.Weights.Any(weight => weight is < 1 or > 99), policy => $"the shares are {Shares(policy)}: each has to be from 1 to 99 %; all of the traffic comes after the last one"),
        (policy => policy.Weights.Zip(policy.Weights.Skip(1)).Any(pair => pair.Second <= pair.First), policy => $"the shares are {Shares(policy)}: each has to be more than the one before"),
        (policy => policy.WeightWindow <= TimeSpan.Zero, policy => $"a measurement with a share takes {Text(policy.WeightWindow!.Value)}: it must be longer than nothing"),
        (policy => policy.WeightWindows < 1, policy => $"{Number(policy.WeightWindows)} good measurements open the next share: at least one must"),
        (policy => policy.PartialBudget <= TimeSpan.Zero, policy => $"several targets may differ for {Text(policy.PartialBudget)}: no switch of theirs could be done"),
        (policy => policy.PartialBudget >= policy.SwitchBudget && policy.SwitchBudget > TimeSpan.Zero, policy => $"several targets may differ for {Text(policy.PartialBudget)}, not shorter than the budget of a switch ({Text(policy.SwitchBudget)})"),
        (policy => policy.Dns.Any(name => name.Ttl <= TimeSpan.Zero), policy => $"the answers for {policy.Dns.First(name => name.Ttl <= TimeSpan.Zero).Name} are kept for {Text(policy.Dns.First(name => name.Ttl <= TimeSpan.Zero).Ttl)}: it must be longer than nothing"),
        (policy => policy.TombstoneSoak < TimeSpan.Zero, policy => $"objects are hidden for {Text(policy.TombstoneSoak)}: it cannot be less than nothing"),
        (policy => policy.StepAttempts < 1, policy => $"a step is tried {Number(policy.StepAttempts)} times: at least once"),
        (policy => policy.StepPause < TimeSpan.Zero, policy => $"the pause before the second attempt is {Text(policy.StepPause)}: it cannot be less than nothing"),
        (policy => policy.LeaseDuration <= policy.PollInterval * 3, policy => $"the lease counts for {Text(policy.LeaseDuration)}, not even three pauses between two looks ({Text(policy.PollInterval)}): it would be lost while waiting"),
        (policy => policy.LedgerPatience <= TimeSpan.Zero, policy => $"going back waits {Text(policy.LedgerPatience)} for the ledger: it must be longer than nothing"),
        (policy => policy.Mode == GateMode.Enforce && policy.RequiredEvidence.Count == 0, _ => "no evidence is required, and the gate is to refuse what does not pass: nothing would ever be checked"),
    ];

    /// <summary>All of them as sentences, in a fixed order; none when the policy can be fulfilled.</summary>
    public static IReadOnlyList<string> Of(GatePolicy policy, PolicyMeans means) =>
    [
        .. Rules.Where(rule => rule.Holds(policy)).Select(rule => rule.Says(policy)),
        .. Evidence(policy, means),
        .. policy.Freezes.Where(freeze => freeze.Until <= freeze.From).Select(freeze => $"the freeze \"{freeze.Reason}\" ends before it begins"),
        .. Router(policy, means),
    ];

    private static IEnumerable<string> Evidence(GatePolicy policy, PolicyMeans means) =>
    [
        .. policy.RequiredEvidence.Where(kind => !means.EvidenceKinds.Contains(kind, StringComparer.Ordinal)).Select(kind => $"evidence \"{kind}\" is required, and nothing is configured that takes it"),
        .. policy.RequiredEvidence.GroupBy(kind => kind, StringComparer.Ordinal).Where(kinds => kinds.Skip(1).Any()).Select(kinds => $"evidence \"{kinds.Key}\" is required twice"),
    ];

    private static IEnumerable<string> Router(GatePolicy policy, PolicyMeans means) => means.Router switch
    {
        null => ["no router is configured: nothing can be switched"],
        { Conditional: false } => ["the router takes changes without conditions: two releases at once could not be kept apart"],
        { Weighted: false } when policy.Weights.Count > 0 => [$"shares of {Shares(policy)} are wanted, and the router can only move all of the traffic at once"],
        _ => [],
    };

    private static string Shares(GatePolicy policy) => $"{string.Join(", ", policy.Weights.Select(Number))} %";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(TimeSpan value) => value.ToString("c", CultureInfo.InvariantCulture);
}
