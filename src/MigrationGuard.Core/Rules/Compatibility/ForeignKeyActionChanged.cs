using MigrationGuard.Classifying;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class ForeignKeyActionChanged() : StepRule<AddConstraint>(new RuleInfo("MG0248", nameof(ForeignKeyActionChanged))
{
    Title = "A foreign key acts differently on DELETE",
    Severity = Severity.Error,
    HeldInContract = true,
    Catalogue = ["cascade-change"],
    When = "A foreign key is dropped and added again with another ON DELETE or ON UPDATE",
    Effect = "DELETE and key changes of the old version on {referenced} now {now} rows of {table}; before they {then}",
    Instead = "Let the new version delete or detach the rows of {table} itself, and change {constraint} in a contract migration",
    Sources = ["https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK"],
})
{
    protected override IEnumerable<Finding> Check(AddConstraint operation, StepContext step)
    {
        if (operation.Constraint is not ForeignKeyConstraint key || !step.MayUse(operation.Of) || Replaces(operation.Of, key, step) is not { } old || !step.Classification.BreaksOld.Breaks)
        {
            return [];
        }

        var (now, then) = Replaced.ActionOf(key.OnDelete) != Replaced.ActionOf(old.OnDelete) ? (key.OnDelete, old.OnDelete) : (key.OnUpdate, old.OnUpdate);
        return [Report(step, ("referenced", key.Referenced), ("now", Describe(now) ?? "fail for"), ("then", Before(then)))];
    }

    /// <summary>The foreign key of this release's past that the new one takes the place of.</summary>
    internal static ForeignKeyConstraint? Replaces(ObjectName table, ForeignKeyConstraint key, StepContext step)
    {
        foreach (var dropped in step.Before.Schema.Find(table)?.DroppedConstraints ?? default)
        {
            if (dropped.Definition is ForeignKeyConstraint old && step.Before.IsPending(dropped.Origin) && Replaced.By(key, old, step.Database.Syntax))
            {
                return old;
            }
        }

        return null;
    }

    /// <summary>What the action does to the referring rows, as a verb; null when it refuses.</summary>
    internal static string? Describe(string? action) => Replaced.ActionOf(action) switch
    {
        "NO ACTION" or "RESTRICT" => null,
        "CASCADE" => "delete (or change)",
        { } other => $"set to {(other.StartsWith("SET DEFAULT", StringComparison.Ordinal) ? "their default" : "NULL")} the columns of",
    };

    private static string Before(string? action) => Replaced.ActionOf(action) switch
    {
        "NO ACTION" or "RESTRICT" => "failed while rows referred to them",
        "CASCADE" => "deleted (or changed) them",
        _ => "only emptied their columns",
    };
}
