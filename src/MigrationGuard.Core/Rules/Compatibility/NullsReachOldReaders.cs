using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class NullsReachOldReaders() : StepRule<DropNotNull>(new RuleInfo("MG0209", nameof(NullsReachOldReaders))
{
    Title = "NULL reaches a version that does not expect it",
    Severity = Severity.Warning,
    HeldInContract = true,
    Catalogue = ["drop-not-null"],
    When = "NOT NULL is dropped from a column that existed before the release",
    Effect = "As soon as the new version stores NULL in {column} of {table}, the version that is live fails when it reads the row (InvalidCastException, a property that is not nullable), also after a rollback",
    Instead = "Release a version that reads NULL in {column} first and drop NOT NULL when only such versions are live; if the new version merely stops writing the column, give it a default instead",
    Sources = ["https://www.npgsql.org/doc/types/basic.html"],
})
{
    protected override IEnumerable<Finding> Check(DropNotNull operation, StepContext step)
        => step.Before.IsExisting(operation.Of, operation.Column)
            && step.Before.Schema.FindColumn(operation.Of, operation.Column) is var column
            && column?.Nullable != true
            && !(column is not null && step.Before.IsPending(column.Origin))
            ? [Report(step)]
            : [];
}
