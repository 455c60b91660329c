using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class PartitionRemoved() : StepRule<Operation>(new RuleInfo("MG0256", nameof(PartitionRemoved))
{
    Title = "Partition taken out of its table",
    Severity = Severity.Error,
    HeldInContract = true,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["detach-partition"],
    When = "A partition is detached from, or a child no longer inherits from, a table that a live version may use",
    Effect = "{old}",
    Instead = "Detach it in a contract migration when no live version reads or writes rows in its bounds",
    EffectInGeneral = "The old version finds no rows in the bounds of the partition, and INSERTs into them fail",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step) => operation switch
    {
        DetachPartition detach when step.MayUse(detach.Parent) && step.Classification.BreaksOld.Breaks => [Report(step)],
        ChangeInheritance change when step.MayUse(change.Parent) && step.Classification.BreaksOld.Breaks => [Report(step)],
        _ => [],
    };
}
