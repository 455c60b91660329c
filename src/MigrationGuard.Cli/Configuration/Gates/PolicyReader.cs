using MigrationGuard.Configuration;
using MigrationGuard.Gate.Policies;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>Reads <c>gate.mode</c> and <c>gate.policy</c>.</summary>
internal static class PolicyReader
{
    private static readonly (string Word, GateMode Value)[] Modes = [("observe", GateMode.Observe), ("enforce", GateMode.Enforce)];

    private static readonly (string Word, PartialPolicy Value)[] Partials = [("back", PartialPolicy.Back), ("forward", PartialPolicy.Forward)];

    /// <summary>The keys of the policy: one per property of <see cref="GatePolicy"/> but the mode and the names.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "requiredEvidence", "evidenceLifetime", "switchBudget", "pollInterval", "probeSamples", "frontDoorPatience", "drainDeadline", "bakeWindow", "bakeWindows", "rollbackWindow",
        "tombstoneSoak", "stepAttempts", "stepPause", "leaseDuration", "ledgerPatience", "freezes",
        "weights", "weightWindow", "weightWindows",
        "onPartial", "partialBudget",
    ];

    /// <summary>The policy; without a list all evidence that is configured is required.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static GatePolicy Read(SectionReader gate, IReadOnlyList<string> configured)
    {
        // What SQL scripts remove cannot be hidden first.
        var usual = new GatePolicy { Mode = gate.Word("mode", Modes, GateMode.Enforce), RequiredEvidence = configured, TombstoneSoak = TimeSpan.Zero, Dns = [.. gate.Items("dns").Select(Name)] };
        if (gate.Member("policy") is not { } member)
        {
            return usual;
        }

        var policy = new SectionReader(member.Value, member.Path, [.. Keys]);
        return usual with
        {
            RequiredEvidence = policy.Texts("requiredEvidence", "[\"proof\", \"suite:checkout\"]") ?? usual.RequiredEvidence,
            EvidenceLifetime = policy.Duration("evidenceLifetime", usual.EvidenceLifetime),
            SwitchBudget = policy.Duration("switchBudget", usual.SwitchBudget),
            PollInterval = policy.Duration("pollInterval", usual.PollInterval),
            ProbeSamples = policy.Number("probeSamples", usual.ProbeSamples),
            FrontDoorPatience = policy.Duration("frontDoorPatience", usual.FrontDoorPatience),
            DrainDeadline = policy.Duration("drainDeadline", usual.DrainDeadline),
            BakeWindow = policy.Duration("bakeWindow", usual.BakeWindow),
            BakeWindows = policy.Number("bakeWindows", usual.BakeWindows),
            RollbackWindow = policy.Duration("rollbackWindow", usual.RollbackWindow),
            TombstoneSoak = policy.Duration("tombstoneSoak", usual.TombstoneSoak),
            StepAttempts = policy.Number("stepAttempts", usual.StepAttempts),
            StepPause = policy.Duration("stepPause", usual.StepPause),
            LeaseDuration = policy.Duration("leaseDuration", usual.LeaseDuration),
            LedgerPatience = policy.Duration("ledgerPatience", usual.LedgerPatience),
            Weights = policy.Numbers("weights", "[1, 5, 25]") ?? usual.Weights,
            OnPartial = policy.Word("onPartial", Partials, usual.OnPartial),
            PartialBudget = policy.Duration("partialBudget", usual.PartialBudget),
            WeightWindow = policy.Has("weightWindow") ? policy.Duration("weightWindow", TimeSpan.Zero) : null,
            WeightWindows = policy.Number("weightWindows", usual.WeightWindows),
            Freezes = [.. policy.Items("freezes").Select(Freeze)],
        };
    }

    private static NameRecord Name((PlacedJson Value, string Path) item)
    {
        var name = new SectionReader(item.Value, item.Path, "name", "ttl");
        _ = name.Required("ttl", "how long an answer may be kept, e.g. \"1h\"");
        return new(name.RequiredText("name", "e.g. \"shop.example\""), name.Duration("ttl", TimeSpan.Zero));
    }

    private static Freeze Freeze((PlacedJson Value, string Path) item)
    {
        var freeze = new SectionReader(item.Value, item.Path, "from", "until", "reason");
        return new(
            freeze.Instant("from", "e.g. \"2026-12-20T00:00:00+01:00\""),
            freeze.Instant("until", "e.g. \"2027-01-04T00:00:00+01:00\""),
            freeze.RequiredText("reason", "what people are told, e.g. \"holidays\""));
    }
}
