using MigrationGuard.Checking;
using MigrationGuard.Classifying;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.Planning;

/// <summary>Makes of pending migrations the SQL that should really run, phase by phase.</summary>
public static class MigrationPlanner
{
    /// <summary>Plans the migrations of a history that are not released.</summary>
    /// <param name="history">All migrations, in their order.</param>
    /// <param name="options">The one candidate is the server the plan is for.</param>
    /// <param name="planning">What else it has to know; null for the defaults.</param>
    public static PhasedPlan Plan(IReadOnlyList<Migration> history, CheckOptions options, PlanOptions? planning = null)
    {
        var judged = new bool[history.Count];
        var isFirst = true;
        for (var i = 0; i < judged.Length; i++)
        {
            var isReleased = options.IsReleased?.Invoke(history[i]) == true;
            isFirst &= !isReleased;
            judged[i] = history[i].Direction == Direction.Up && !isReleased;
        }

        var (parts, left) = (new List<PhasedPart>(), new List<LeftMigration>());
        var runner = new RunnerHistory(options.Candidates[0], planning ?? new PlanOptions());
        var rows = new List<PhasedPart>();
        foreach (var (number, context) in new HistorySimulation(options.Candidates[0], options, history, judged).Run())
        {
            if (judged[number])
            {
                Add(context, parts, left);
                if (left.Count == 0 && runner.PartOf(history[number], isFirst) is { } row)
                {
                    rows.Add(row);
                }
            }
        }

        // Behind all that expands: a runner that starts earlier must find its migrations pending.
        parts.AddRange(rows);
        return new PhasedPlan(options.Candidates[0], PartOrder.Of(parts), left);
    }

    private static void Add(MigrationContext context, List<PhasedPart> parts, List<LeftMigration> left)
    {
        if (left.Count > 0)
        {
            left.Add(new LeftMigration(context.Migration.Id, left[0].Place, $"comes behind {left[0].Migration}, which is not planned"));
            return;
        }

        var own = new List<PhasedPart>();
        foreach (var (step, plan) in PlannedStep.Of(context))
        {
            if (plan.Reason is { } reason)
            {
                left.Add(new LeftMigration(context.Migration.Id, step.Step.Span, reason));
                return;
            }

            foreach (var part in plan.Parts)
            {
                Join(own, part);
            }
        }

        PartOrder.Delay(parts, own, context.Before.Database);
        if (PartOrder.Cycle(parts, own, context.Before.Database) is var (first, second, name))
        {
            left.Add(new LeftMigration(context.Migration.Id, second.Place, $"names {name}, which {first.Place.Path}:{first.Place.Line} changes in the {first.Phase.ToString().ToLowerInvariant()} phase: release one after the other"));
            return;
        }

        parts.AddRange(own);
    }

    // What nobody waits for shares a transaction with what stands before it; a table and what belongs to it appear at once.
    private static void Join(List<PhasedPart> own, PhasedPart part)
    {
        var last = own.Count - 1;
        if (last >= 0 && CanShare(own[last]) && CanShare(part) && own[last].Phase == part.Phase)
        {
            own[last] = own[last] with { Operations = new([.. own[last].Operations, .. part.Operations]), Remains = new([.. own[last].Remains, .. part.Remains]) };
        }
        else
        {
            own.Add(part);
        }
    }

    private static bool CanShare(PhasedPart part) => part is { OutsideTransaction: false, InBatches: false, Alone: false, Rule: null, Question: null };
}
