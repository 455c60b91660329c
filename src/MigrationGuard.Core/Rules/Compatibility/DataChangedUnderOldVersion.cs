using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class DataChangedUnderOldVersion() : StepRule<UpdateRows>(new RuleInfo("MG0274", nameof(DataChangedUnderOldVersion))
{
    Title = "Data that the old version reads is changed in place",
    Severity = Severity.Warning,
    HeldInContract = true,
    Catalogue = ["data-format-change-in-place"],
    When = "UPDATE writes a column that existed before the migration with something other than what fills a NULL",
    Effect = "The old version reads other values in {table} than it wrote, now and after a rollback, and the old values are gone: {old}",
    Instead = "Write the new form into a new column and leave the old one to the old version until it is retired",
    Sources = ["https://martinfowler.com/bliki/ParallelChange.html"],
})
{
    protected override IEnumerable<Finding> Check(UpdateRows operation, StepContext step)
        => step.Classification.BreaksOld.Breaks && step.Before.IsExisting(operation.Of) ? [Report(step)] : [];
}
