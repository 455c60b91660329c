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
    When = "A statement outside a transaction creates or drops something without IF NOT EXISTS or IF EXISTS",
    Effect = "When the migration fails half way, what was done stays, and running it again fails at this statement",
    Instead = "Write {guard}",
    Sources = ["https://www.postgresql.org/docs/current/sql-createindex.html", "https://www.postgresql.org/docs/current/sql-altertable.html"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            if (!step.Before.Transaction.IsOpen && Guarded(step.Operation) is { } guarded)
            {
                var guard = step.Operation is DropIndex or DropTable or DropColumn ? "IF EXISTS" : "IF NOT EXISTS";
                return [Report(step, ("guard", guard)) with { Suggestion = step.Sql(guarded) + ";" }];
            }
        }

        return [];
    }

    private static Operation? Guarded(Operation operation) => operation switch
    {
        CreateIndex { IfNotExists: false, Name: not null } o => o with { IfNotExists = true },
        CreateTable { IfNotExists: false, Temporary: false } o => o with { IfNotExists = true },
        AddColumn { IfNotExists: false } o => o with { IfNotExists = true },
        DropIndex { IfExists: false } o => o with { IfExists = true },
        DropTable { IfExists: false } o => o with { IfExists = true },
        DropColumn { IfExists: false } o => o with { IfExists = true },
        _ => null,
    };
}
