using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class UniqueIndexOnExistingTable() : StepRule<CreateIndex>(new RuleInfo("MG0273", nameof(UniqueIndexOnExistingTable))
{
    Title = "A new unique index rejects what the old version may write",
    Severity = Severity.Error,
    HeldInContract = true,
    Catalogue = ["create-unique-index", "constraint-tightening-old-writes", "concurrently-left-invalid-unique"],
    When = "A unique index is created on a table that already exists, also when it is built online",
    Effect = "The build fails if {table} holds duplicates of {keys}, and from then on INSERT and UPDATE of the old version fail on a duplicate ({error}){remains}",
    Instead = "Let the new version prevent duplicates first, clean up the old ones, and create the index in a contract migration",
    Sources = ["https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY", "measured: 15, 18"],
})
{
    protected override IEnumerable<Finding> Check(CreateIndex operation, StepContext step)
        => operation.Unique && step.Before.IsExisting(operation.Of) && !IsImplied(operation, step)
            ? [Report(
                step,
                ("keys", string.Join(", ", operation.Keys.Select(k => k.Column ?? k.Expression?.Text))),
                ("error", step.Database.Errors.Duplicate),
                ("remains", operation.Concurrently && step.Database.FailedOnlineBuildLeavesIndex ? "; a build that fails leaves an invalid index that still rejects duplicates" : ""))]
            : [];

    // A column that this release adds without a default is NULL in every row that the old version writes, and NULLs do not collide.
    private static bool IsImplied(CreateIndex operation, StepContext step)
    {
        foreach (var key in operation.Keys)
        {
            if (key.Column is { } name && step.Before.Schema.FindColumn(operation.Of, name) is { Nullable: true, HasDefault: false } column
                && step.Before.IsPending(column.Origin) && !operation.NullsNotDistinct && !step.Database.UniqueTreatsNullsEqual)
            {
                return true;
            }
        }

        foreach (var other in step.Before.Schema.IndexesOf(operation.Of))
        {
            if (other.Definition is { Unique: true, Where: null } definition && IsSubset(definition, operation))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSubset(CreateIndex other, CreateIndex operation)
    {
        foreach (var key in other.Keys)
        {
            if (key.Column is null || !operation.Keys.Exists(k => k.Column == key.Column))
            {
                return false;
            }
        }

        return other.Keys.Count > 0;
    }
}
