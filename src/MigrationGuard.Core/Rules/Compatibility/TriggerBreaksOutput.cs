using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class TriggerBreaksOutput() : StepRule<CreateTrigger>(new RuleInfo("MG0294", nameof(TriggerBreaksOutput))
{
    Title = "A trigger makes writes with OUTPUT fail",
    Severity = Severity.Warning,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["mssql-trigger-breaks-ef-output", "create-trigger"],
    When = "A trigger is created on a table that exists already",
    Effect = "Every version that writes {table} with OUTPUT without INTO fails from then on (334): EF Core 7 and later do so for every table that is not declared with HasTrigger",
    Instead = "Release HasTrigger or UseSqlOutputClause(false) for {table} first, and create the trigger only when no version without it is live",
    Sources = ["https://learn.microsoft.com/ef/core/what-is-new/ef-core-7.0/breaking-changes#sqlserver-tables-with-triggers", "https://learn.microsoft.com/sql/t-sql/queries/output-clause-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(CreateTrigger operation, StepContext step)
        => !IsReplaced(operation, step) && !operation.InsteadOf && step.Database.TriggersBreakOutput && step.Before.IsExisting(operation.Of) ? [Report(step)] : [];

    private static bool IsReplaced(CreateTrigger operation, StepContext step)
        => operation.Replace && step.Before.Schema.Find(operation.Of)?.Triggers.Exists(t => step.Database.Syntax.Same(t.Name, operation.Name)) == true;
}
