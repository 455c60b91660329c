using MigrationGuard.Checking;
using MigrationGuard.Classifying;
using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Rules;
using MigrationGuard.Rules.Data;
using MigrationGuard.Sql;

namespace MigrationGuard.Planning;

/// <summary>What is planned for one step: parts, nothing (the plan does it itself), or a reason to leave its migration alone.</summary>
/// <param name="Parts">The parts.</param>
/// <param name="Reason">Why the step cannot be planned; null when it can.</param>
internal sealed record StepPlan(IReadOnlyList<PhasedPart> Parts, string? Reason)
{
    private static readonly StepPlan Nothing = new([], null);

    /// <summary>The plan of a step.</summary>
    public static StepPlan Of(StepContext step)
    {
        if (step.Operation is BeginTransaction or CommitTransaction or EndBatch or DatabaseCondition || IsLimit(step.Operation))
        {
            return Nothing;
        }

        if (WhyLeft(step) is { } reason)
        {
            return new StepPlan([], reason);
        }

        return Replaced(step) ?? (OnlineForms.Of(step) is { } online ? new StepPlan([Online(step, online)], null) : InBatches(step) ?? new StepPlan([Kept(step)], null));
    }

    // The plan limits every statement itself.
    private static bool IsLimit(Operation operation) => operation is SetSetting { Name: "lock_timeout" or "statement_timeout" };

    private static string? WhyLeft(StepContext step) => step.Operation switch
    {
        UnreadSql unread => $"was not understood: {unread.Reason}",
        ControlFlow => "is code of its own, which no plan can take apart",
        ClientCommand => "is a command of the client, not of the server",
        RollbackTransaction or SetSavepoint or ReleaseSavepoint or PreparedTransaction => "steers its transaction itself",
        CallRoutine => "calls a routine that may do anything",
        Query => "is a query, which may call anything",
        SetSetting setting => $"sets {setting.Name}, on which everything behind it may depend",
        _ when step.Step.Nested => "stands inside of a block",
        _ when step.Step.Conditional => "runs only under a condition",
        _ when step.Step.HasPlaceholders => "names something that is only known when it runs",
        _ when step.Sql(step.Operation) is null => $"has no SQL for {step.Database.Name}",
        _ => null,
    };

    private static StepPlan? Replaced(StepContext step)
    {
        var findings = FindingsOf(step);
        var found = findings.Find(finding => finding.Plan?.Parts.Exists(part => part.Stage == PlanStage.Contract) == true) ?? findings.Find(finding => finding.Plan is not null);
        if (found is null)
        {
            return null;
        }

        var (plan, reason) = step.Operation switch
        {
            RenameColumn rename when step.Database.Syntax.Dialect == SqlDialect.PostgreSql => ColumnReplacement.Rename(rename, step.Before),
            AlterColumnType change when step.Database.Syntax.Dialect == SqlDialect.PostgreSql => ColumnReplacement.Retype(change, step.Before),
            _ => (found.Plan, null),
        };
        if (plan?.Parts.Find(part => part is { Example: not null, Unless: null }) is { } open)
        {
            reason = $"needs to be told by you: {open.Example} ({found.Rule.Id})";
        }

        return reason is null ? new StepPlan([.. PartsOf(plan!, found.Rule.Id, step)], null) : new StepPlan([], reason);
    }

    private static IEnumerable<PhasedPart> PartsOf(Plan plan, string rule, StepContext step)
    {
        var phase = Phase.Expand;
        string? question = null;
        foreach (var part in plan.Parts)
        {
            if ((part.Question ?? part.Unless) is { } asked)
            {
                question = asked;
                continue;
            }

            phase = part.Stage switch
            {
                PlanStage.Contract => Phase.Contract,
                PlanStage.Migrate or PlanStage.Then when phase != Phase.Contract => Phase.Migrate,
                _ => phase,
            };
            if (part.Operations.Count > 0)
            {
                yield return Part(step, phase, part.What) with { Operations = part.Operations, OutsideTransaction = part.OutsideTransaction, InBatches = part.Stage == PlanStage.Migrate && IsLoop(part), Question = question, Rule = rule };
                question = null;
            }
        }
    }

    private static bool IsLoop(PlanPart part) => part.Operations.Exists(operation => operation is ControlFlow);

    private static PhasedPart Online(StepContext step, Operation online)
        => Part(step, step.Classification.Phase, "while reads and writes go on") with { Operations = new[] { online }, OutsideTransaction = true };

    private static StepPlan? InBatches(StepContext step)
    {
        if (step.Operation is not UpdateRows { With: null, Alias: null } update || !step.Before.IsExisting(update.Of)
            || ChangedRows.Of(update, step) is not (Reach.Selected or Reach.Everything) || ChangedRows.Joins(update, step) || update.Assignments.Functions.Exists(name => name.Equals("random", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var loop = new ColumnPlan(step.Before, update.Of).Loop(update);
        return loop is null ? null : new StepPlan([Part(step, Phase.Migrate, "row by row, in batches that commit") with { Operations = new[] { loop }, OutsideTransaction = true, InBatches = true }], null);
    }

    private static PhasedPart Kept(StepContext step)
        => Part(step, step.Classification.Phase, BlockingLocks.Of(step) is { } taken ? $"alone, for it holds {taken.Mode.Name} on {taken.Relation}" : "as it is") with { Remains = RemainsOf(step) };

    private static PhasedPart Part(StepContext step, Phase phase, string what)
        => new(phase, what, new[] { step.Operation }) { Migration = step.Migration.Id, Place = step.Step.Span, OutsideTransaction = step.Classification.Cost.Transaction == TransactionRule.Forbidden };

    private static List<string> RemainsOf(StepContext step)
    {
        var remains = new List<string>();
        foreach (var finding in FindingsOf(step))
        {
            if (finding.Severity == Severity.Error && step.Classification.Phase != Phase.Contract)
            {
                remains.Add($"{finding.Rule.Id}: {finding.Effect}");
            }
        }

        return remains;
    }

    private static List<Finding> FindingsOf(StepContext step)
    {
        var findings = new List<Finding>();
        foreach (var rule in RuleSet.Catalogue.For(step.Operation.GetType()))
        {
            if (RuleSet.Concerns(rule, step.Database.Kind) && (rule.Info.Evidence != Evidence.LiveDatabase || step.Observed is not null))
            {
                findings.AddRange(rule.CheckStep(step));
            }
        }

        return findings;
    }
}
