using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Locking;

internal sealed class TypeChangeRebuildsIndexes() : StepRule<AlterColumnType>(new RuleInfo("MG0110", nameof(TypeChangeRebuildsIndexes))
{
    Title = "Change of collation or type rebuilds indexes",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["alter-type-reindex"],
    When = "The collation of an indexed column changes, or its type to one that sorts differently",
    Effect = "The rows of {table} stay, but every index on {column} is rebuilt under {lock}: nobody reads or writes the table until that is done",
    Instead = "Add a column with the new type or collation, index it online, keep both in step, fill it in batches, and drop {column} when no live version uses it",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES"],
})
{
    protected override IEnumerable<Finding> Check(AlterColumnType operation, StepContext step)
        => step.Classification.Cost is { Rewrites: false, BuildsIndex: true } && step.Before.IsExisting(operation.Of)
            ? [Report(step) with { Plan = TypeChangePlan.NewColumn(operation, step.Before) }]
            : [];
}
