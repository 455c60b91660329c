using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Release;

internal sealed class ContractStillNeeded() : StepRule<Operation>(new RuleInfo(Id, nameof(ContractStillNeeded))
{
    Title = "A live version still uses what is removed",
    Severity = Severity.Error,
    Catalogue = ["contract-too-early"],
    When = "A table, view or column is dropped or renamed while the statements of a live version name it",
    Effect = "{removed} is used by {uses}",
    Instead = "Release a version that does not use {removed}, retire {versions}, and only then run this migration",
    Sources = ["https://martinfowler.com/bliki/ParallelChange.html"],
})
{
    internal const string Id = "MG0701";

    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
    {
        if (!step.Live.Known || Removals.Of(step) is not { } removed)
        {
            return [];
        }

        var uses = Removals.UsesOf(removed, step);
        return uses.Count == 0
            ? []
            : [Report(step, ("removed", removed), ("uses", string.Join("; ", uses)), ("versions", string.Join(" and ", uses.Select(u => u.Version).Distinct())))];
    }
}
