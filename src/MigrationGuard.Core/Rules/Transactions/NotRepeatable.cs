using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Transactions;

internal sealed class NotRepeatable() : MigrationRule(new RuleInfo("MG0511", nameof(NotRepeatable))
{
    Title = "Cannot be run again after a failure",
    Severity = Severity.Info,
    Evidence = Evidence.History,
    Fix = FixKind.Mechanical,
    Databases = Databases.DatabaseKinds.PostgreSql,
    Catalogue = ["non-idempotent-ddl"],
    When = "A statement outside a transaction creates or drops something without IF NOT EXISTS or IF EXISTS, and it or a later statement can fail half way",
    Effect = "When the migration fails half way, what was done stays, and running it again fails at this statement",
    Instead = "Write {guard}",
    Sources = ["https://www.postgresql.org/docs/current/sql-createindex.html", "https://www.postgresql.org/docs/current/sql-altertable.html"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            if (Together.InTransaction(step) || Guarded(step, migration) is not { } guarded || !(LeavesRemains(step.Operation) || Followers.CanFail(migration, step)))
            {
                continue;
            }

            return [Report(step, ("guard", GuardOf(step.Operation))) with { Suggestion = string.Join("\n", guarded.Select(o => step.Sql(o) + ";")) }];
        }

        return [];
    }

    // A concurrent build that fails leaves an invalid index, which IF NOT EXISTS would keep.
    private static bool LeavesRemains(Operation operation) => operation is CreateIndex { Concurrently: true };

    private static string GuardOf(Operation operation) => operation switch
    {
        CreateIndex { Concurrently: true, Name: var name } => $"DROP INDEX CONCURRENTLY IF EXISTS {name} before it",
        DropIndex or DropTable or DropColumn => "IF EXISTS",
        _ => "IF NOT EXISTS",
    };

    private static Operation[]? Guarded(StepContext step, MigrationContext migration) => step.Operation switch
    {
        CreateIndex { IfNotExists: false, Concurrently: true, Name: { } name } o => IsDroppedBefore(name, step, migration) ? null
            : [new DropIndex(new ObjectName(o.Of.Schema, name)) { Concurrently = true, IfExists = true }, o],
        CreateIndex { IfNotExists: false, Name: { } name } o => IsDroppedBefore(name, step, migration) ? null : [o with { IfNotExists = true }],
        CreateTable { IfNotExists: false, Temporary: false } o => [o with { IfNotExists = true }],
        AddColumn { IfNotExists: false } o => [o with { IfNotExists = true }],
        DropIndex { IfExists: false } o => [o with { IfExists = true }],
        DropTable { IfExists: false } o => [o with { IfExists = true }],
        DropColumn { IfExists: false } o => [o with { IfExists = true }],
        _ => null,
    };

    private static bool IsDroppedBefore(string name, StepContext until, MigrationContext migration)
    {
        foreach (var at in migration.Index.Of<DropIndex>(name))
        {
            var step = migration.Steps[at];
            if (step.Step.Statement < until.Step.Statement && step.Operation is DropIndex drop && until.Database.Syntax.Same(drop.Name.Name, name))
            {
                return true;
            }
        }

        return false;
    }
}
