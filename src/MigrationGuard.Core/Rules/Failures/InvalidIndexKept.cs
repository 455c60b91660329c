using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class InvalidIndexKept() : MigrationRule(new RuleInfo("MG0622", nameof(InvalidIndexKept))
{
    Title = "IF NOT EXISTS keeps an invalid index",
    Severity = Severity.Info,
    Evidence = Evidence.History,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["concurrent-index-idempotency", "concurrently-left-invalid-unique"],
    When = "An index is created with CONCURRENTLY IF NOT EXISTS and nothing drops what a failed attempt has left",
    Effect = "When the build of {index} fails it leaves an invalid index that no query uses; running the migration again finds it there and reports success",
    Instead = "Drop it first, so that every run builds it",
    Sources = ["https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            if (step.Operation is CreateIndex { Concurrently: true, IfNotExists: true, Name: { } name } index && step.Before.IsExisting(index.Of)
                && !IsDropped(migration, name))
            {
                var drop = new DropIndex(new ObjectName(index.Of.Schema, name)) { Concurrently = true, IfExists = true };
                yield return Report(step) with { Suggestion = step.Sql(drop) + ";\n" + step.Sql(index with { IfNotExists = false }) + ";" };
            }
        }
    }

    private static bool IsDropped(MigrationContext migration, string name)
    {
        foreach (var at in migration.Index.Of<DropIndex>(name))
        {
            if (migration.Before.Database.Syntax.Same(((DropIndex)migration.Steps[at].Operation).Name.Name, name))
            {
                return true;
            }
        }

        return false;
    }
}
