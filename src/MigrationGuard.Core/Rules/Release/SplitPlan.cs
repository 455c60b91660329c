using System.Globalization;
using System.Text;
using MigrationGuard.Classifying;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Release;

/// <summary>Deals the statements of a migration out to one migration for each phase.</summary>
internal static class SplitPlan
{
    /// <summary>The plan as SQL; null when a statement cannot stand alone: it is part of a block, or no SQL can be written for it.</summary>
    public static string? Of(PhaseGroups groups)
    {
        var plan = new StringBuilder();
        var number = 0;
        return Add(plan, ref number, Phase.Expand, groups.Expand)
            && Add(plan, ref number, Phase.Migrate, groups.Migrate)
            && Add(plan, ref number, Phase.Contract, groups.Contract)
                ? plan.ToString().TrimEnd()
                : null;
    }

    private static bool Add(StringBuilder plan, ref int number, Phase phase, IReadOnlyList<StepContext> steps)
    {
        if (steps.Count == 0)
        {
            return true;
        }

        var first = steps[0];
        plan.Append(plan.Length > 0 ? "\n" : "").AppendFormat(CultureInfo.InvariantCulture, "-- {0}. {1}", ++number, phase switch
        {
            Phase.Expand => "expand: before the switch\n",
            Phase.Migrate => "migrate: while both versions live\n-- migrationguard: no-transaction\n",
            _ => "contract: once no live version needs what goes\n-- migrationguard: phase contract\n",
        });
        if (phase != Phase.Migrate && first.Sql(ColumnPlan.TimeoutOf(first.Before)) is { } timeout)
        {
            plan.Append(timeout).Append(";\n");
        }

        foreach (var step in steps)
        {
            if (step.Step.Nested || step.Sql(step.Operation) is not { } sql)
            {
                return false;
            }

            plan.Append(step.Operation is UpdateRows update ? Batches.Of(update, step) ?? sql + ";" : sql + ";").Append('\n');
        }

        return true;
    }
}
