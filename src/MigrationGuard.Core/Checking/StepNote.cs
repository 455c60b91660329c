using MigrationGuard.Classifying;
using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Rules;
using MigrationGuard.Rules.Reading;

namespace MigrationGuard.Checking;

/// <summary>The note that tells the phase and the cost of a step, for hosts that have no report.</summary>
public static class StepNote
{
    /// <summary>The rule that the note belongs to.</summary>
    public static RuleInfo Rule { get; } = RuleCatalog.Find(StepPhase.Id)!.Info;

    /// <summary>Whether there is anything to tell: settings and transactions say how the steps around them run, and what a block only reads is there for its other steps.</summary>
    public static bool IsWorthwhile(CheckedStep step)
        => step.Step.Operation is not (SetSetting or BeginTransaction or CommitTransaction or RollbackTransaction or SetSavepoint or ReleaseSavepoint or EndBatch or ClientCommand or ControlFlow or DatabaseCondition)
            && !(step.Step.Nested && step.Step.Operation is Query && step.Classification is { Cost.Known: true, BreaksOld.Breaks: false, BreaksNew.Breaks: false });

    /// <summary>The note at the step.</summary>
    public static Finding Of(CheckedStep step)
    {
        var classification = step.Classification;
        var (phase, when) = Of(classification);
        (string, object?)[] values = [("phase", phase), ("cost", string.Join("; ", Costs(classification))), ("when", when)];
        return new Finding(Rule, Rule.Severity, step.Step.Span, Placeholders.Fill(Rule.Effect, values, null), Placeholders.Fill(Rule.Instead, values, null))
        {
            Statement = step.Step.Statement,
        };
    }

    private static (string Phase, string When) Of(Classification classification)
    {
        if (classification.BreaksOld.Impact == Impact.Unknown || classification.BreaksNew.Impact == Impact.Unknown)
        {
            return ("unknown", "Find out what it does before it is released");
        }

        return classification.Phase switch
        {
            Phase.Expand => ("expand", "Run it before the traffic switches"),
            Phase.Migrate => ("migrate", "Run it while both versions live"),
            _ => ("contract", "Run it only when no live version needs what it removes or tightens"),
        };
    }

    private static IEnumerable<string> Costs(Classification classification)
    {
        var cost = classification.Cost;
        if (!cost.Known)
        {
            yield return "what it costs is not known";
        }
        else
        {
            yield return cost.Strongest is { } strongest ? $"{strongest.Mode.Name} on {strongest.Relation}, {Blocked(strongest.Mode)}" : "no lock that anybody waits for";
        }

        if (Work(cost) is { } work)
        {
            yield return work;
        }

        if (classification.BreaksOld is { Breaks: true, Reason.Length: > 0 } old)
        {
            yield return "the old version: " + old.Reason;
        }

        if (classification.BreaksNew is { Breaks: true, Reason.Length: > 0 } young)
        {
            yield return "the new version: " + young.Reason;
        }
    }

    private static string Blocked(LockMode mode) => (mode.BlocksReads, mode.BlocksWrites) switch
    {
        (true, _) => "reads and writes wait",
        (_, true) => "writes wait",
        _ => "reads and writes go on",
    };

    private static string? Work(Cost cost) => cost switch
    {
        { Rewrites: true } => "the whole table is written anew",
        { BuildsIndex: true } => "an index is built",
        { Scan: ScanKind.BothTables } => "both tables are read",
        { Scan: not ScanKind.None } => "the whole table is read",
        _ => null,
    };
}
