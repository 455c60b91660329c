using MigrationGuard.Classifying;
using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Rules;
using MigrationGuard.Rules.Release;

namespace MigrationGuard.Planning;

/// <summary>What is planned for one step: parts, nothing (the plan does it itself), or a reason to leave its migration alone.</summary>
/// <param name="Parts">The parts.</param>
/// <param name="Reason">Why the step cannot be planned; null when it can.</param>
internal sealed record PlannedStep(IReadOnlyList<PhasedPart> Parts, string? Reason)
{
    private static readonly PlannedStep Nothing = new([], null);

    /// <summary>The plans of a migration's steps, in their order; steps that stay together have one, which stands at the first of them.</summary>
    public static IEnumerable<(StepContext Step, PlannedStep Plan)> Of(MigrationContext migration)
    {
        var (findings, renewals) = (new MigrationFindings(migration), Renewals.Of(migration));
        for (var i = 0; i < migration.Steps.Count; i++)
        {
            var step = migration.Steps[i];
            if (!renewals.TryGetValue(i, out var last))
            {
                yield return (step, Of(step, findings));
                continue;
            }

            yield return Together([.. migration.Steps.Skip(i).Take(last - i + 1)], findings);
            i = last;
        }
    }

    private static PlannedStep Of(StepContext step, MigrationFindings findings)
    {
        if (IsOfThePlan(step.Operation))
        {
            return Nothing;
        }

        if (WhyLeft(step) is { } reason)
        {
            return new PlannedStep([], reason);
        }

        var said = findings.Of(step);
        return Replaced(step, said) ?? new PlannedStep([Whole(step, said)], null);
    }

    private static (StepContext Step, PlannedStep Plan) Together(IReadOnlyList<StepContext> steps, MigrationFindings findings)
    {
        var (operations, remains, phase) = (new List<Operation>(), new List<string>(), Phase.Expand);
        foreach (var step in steps)
        {
            if ((WhyLeft(step) ?? (step.Classification.Cost.Transaction == TransactionRule.Forbidden ? "cannot run in a transaction, and stands between the removal of something and its return" : null)) is { } reason)
            {
                return (step, new PlannedStep([], reason));
            }

            if (!IsOfThePlan(step.Operation))
            {
                operations.Add(step.Operation);
                remains.AddRange(RemainsOf(step, findings.Of(step)));
                phase = step.Operation is DropColumn or DropTable or DropConstraint ? Phase.Contract : phase;
            }
        }

        var part = Part(steps[0], phase, "dropped and made anew at once, so that nobody finds it missing; every live version must find in it what it reads");
        return (steps[0], new PlannedStep([part with { Operations = operations, Alone = true, Remains = remains }], null));
    }

    // It begins and ends transactions and limits every statement itself.
    private static bool IsOfThePlan(Operation operation)
        => operation is BeginTransaction or CommitTransaction or EndBatch or DatabaseCondition or SetSetting { Name: "lock_timeout" or "statement_timeout" };

    private static string? WhyLeft(StepContext step) => step.Operation switch
    {
        UnreadSql unread => $"was not understood: {unread.Reason}",
        ControlFlow => "is code of its own, which no plan can take apart",
        ClientCommand => "is a command of the client, not of the server",
        RollbackTransaction or SetSavepoint or ReleaseSavepoint or PreparedTransaction => "steers its transaction itself",
        CreateTable { Temporary: true } => "makes a table of its session, which the parts of a plan do not share",
        CallRoutine => "calls a routine that may do anything",
        Query => "is a query, which may call anything",
        SetSetting setting => $"sets {setting.Name}, on which everything behind it may depend",
        _ when step.Step.Nested => "stands inside of a block",
        _ when step.Step.Conditional => "runs only under a condition",
        _ when step.Step.HasPlaceholders => "names something that is only known when it runs",
        _ when step.Sql(step.Operation) is null => $"has no SQL for {step.Database.Name}",
        _ => null,
    };

    private static PlannedStep? Replaced(StepContext step, List<Finding> findings)
    {
        var found = findings.Find(finding => finding.Plan?.Parts.Exists(part => part.Stage == PlanStage.Contract) == true) ?? findings.Find(finding => finding.Plan is not null);
        if (found is null)
        {
            return null;
        }

        var (plan, reason) = step.Operation switch
        {
            RenameColumn rename when Recipes.Of(step.Database).Syncs => ColumnReplacement.Rename(rename, step.Before),
            AlterColumnType change when Recipes.Of(step.Database).Syncs => ColumnReplacement.Retype(change, step),
            _ => (found.Plan, null),
        };
        if (plan?.Parts.Find(part => part is { Example: not null, Unless: null }) is { } open)
        {
            // Said by what remains: until it is dropped, whoever leaves it out is refused.
            if (step.Operation is DropColumn)
            {
                return new PlannedStep([.. PartsOf(plan, found.Rule.Id, step).Where(part => part.What != open.What).Select((part, at) => at == 0 ? part with { Remains = RemainsOf(step, findings) } : part)], null);
            }

            reason = $"needs to be told by you: {open.Example} ({found.Rule.Id})";
        }

        return reason is null ? new PlannedStep([.. PartsOf(plan!, found.Rule.Id, step)], null) : new PlannedStep([], reason);
    }

    private static IEnumerable<PhasedPart> PartsOf(Plan plan, string rule, StepContext step)
    {
        var phase = Phase.Expand;
        string? question = null;
        foreach (var part in plan.Parts)
        {
            if ((part.Question ?? part.Unless) is { } asked)
            {
                question = question is null ? asked : Both(question, asked);
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

    private static string Both(string first, string second) => $"SELECT (SELECT count(*) FROM ({first}) AS found WHERE found.count > 0) + (SELECT count(*) FROM ({second}) AS found WHERE found.count > 0)";

    private static bool IsLoop(PlanPart part) => part.Operations.Exists(operation => operation is ControlFlow);

    private static PhasedPart Whole(StepContext step, List<Finding> findings)
    {
        if (OnlineForms.Of(step) is { } online)
        {
            return Online(step, online);
        }

        var batches = BatchedUpdate.Of(step);
        return batches?.Loop is { } loop ? InBatches(step, loop) : Kept(step, batches?.WhyNot) with { Remains = RemainsOf(step, findings) };
    }

    private static PhasedPart Online(StepContext step, Operation online)
        => Part(step, step.Classification.Phase, "while reads and writes go on") with { Operations = new[] { online }, OutsideTransaction = true };

    private static PhasedPart InBatches(StepContext step, Operation loop)
        => Part(step, Phase.Migrate, "in batches that commit") with { Operations = new[] { loop }, OutsideTransaction = true, InBatches = true };

    private static PhasedPart Kept(StepContext step, string? whyWhole)
    {
        var taken = BlockingLocks.Of(step);
        var what = whyWhole is not null ? $"in one statement: {whyWhole}" : taken is not null ? $"alone, for it holds {taken.Mode.Name} on {taken.Relation}" : "as it is";
        return Part(step, step.Classification.Phase, what) with { Alone = (whyWhole ?? taken?.Mode.Name) is not null };
    }

    private static PhasedPart Part(StepContext step, Phase phase, string what)
        => new(phase, what, new[] { step.Operation }) { Migration = step.Migration.Id, Place = step.Step.Span, OutsideTransaction = step.Classification.Cost.Transaction == TransactionRule.Forbidden };

    private static List<string> RemainsOf(StepContext step, List<Finding> findings)
    {
        var remains = new List<string>();
        foreach (var finding in findings)
        {
            if ((finding.Severity == Severity.Error && step.Classification.Phase != Phase.Contract) || finding.Rule.Name == nameof(RequiredColumnStopsBeingWritten))
            {
                remains.Add($"{finding.Rule.Id}: {finding.Effect}");
            }
        }

        return remains;
    }
}
