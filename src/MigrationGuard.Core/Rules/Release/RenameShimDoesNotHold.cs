using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Release;

internal sealed class RenameShimDoesNotHold() : HistoryRule(new RuleInfo("MG0705", nameof(RenameShimDoesNotHold))
{
    Title = "Old name given back in a way that does not hold",
    Severity = Severity.Error,
    Evidence = Evidence.History,
    Fix = FixKind.Plan,
    Catalogue = ["rename-column-compat-generated"],
    When = "A column is renamed or dropped and its name added again in the same release, as a computed column or without a trigger that keeps both in step",
    Effect = "{effect}",
    Instead = "Do not rename: add {renamed}, let a trigger keep {column} and {renamed} in step, fill it in batches, and drop {column} when no live version uses it",
    EffectInGeneral = "The live version cannot write the old name, because it is computed now, or the two names hold different data, because nothing keeps them in step",
    Sources = ["measured on PostgreSQL 18: cannot insert a non-DEFAULT value into a generated column"],
})
{
    internal override IEnumerable<Finding> CheckHistory(IReadOnlyList<MigrationContext> history)
    {
        var renames = new List<(RenameColumn Operation, StepContext Step)>();
        for (var i = 0; i < history.Count; i++)
        {
            foreach (var step in history[i].Steps)
            {
                if (step.Operation is RenameColumn rename && step.Before.IsExisting(rename.Of, rename.Column))
                {
                    renames.Add((rename, step));
                }
                else if (step.Operation is AddColumn add && Find(renames, add, step) is { } found && EffectOf(add, found.Operation, history, i) is { } effect)
                {
                    var (table, column, newName) = (found.Operation.Of, found.Operation.Column, found.Operation.NewName);
                    yield return Report(step, ("renamed", newName), ("effect", effect)) with
                    {
                        Suggestion = RenamePlan.For(table, column, newName, found.Step.Before),
                    };
                }
            }
        }
    }

    private static (RenameColumn Operation, StepContext Step)? Find(List<(RenameColumn Operation, StepContext Step)> renames, AddColumn add, StepContext step)
    {
        for (var i = renames.Count - 1; i >= 0; i--)
        {
            var (rename, at) = renames[i];
            if (step.Before.IsPending(at.Before.Now) && step.Database.Syntax.Same(rename.Of, add.Of) && step.Database.Syntax.Same(rename.Column, add.Column.Name))
            {
                return renames[i];
            }
        }

        return null;
    }

    private static string? EffectOf(AddColumn add, RenameColumn rename, IReadOnlyList<MigrationContext> history, int from)
        => add.Column.Generated is GeneratedKind.Stored or GeneratedKind.Virtual
            ? $"The version that is live still reads {add.Column.Name} of {add.Of}, but every INSERT and UPDATE in which it writes it fails: the column is computed now"
            : HasTrigger(add, history, from) ? null
            : $"The new {add.Column.Name} of {add.Of} is empty, and what the version that is live writes there never reaches {rename.NewName}: the versions read different data";

    private static bool HasTrigger(AddColumn add, IReadOnlyList<MigrationContext> history, int from)
    {
        for (var i = from; i < history.Count; i++)
        {
            foreach (var step in history[i].Steps)
            {
                if (step.Operation is CreateTrigger trigger && step.Database.Syntax.Same(trigger.Of, add.Of))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
