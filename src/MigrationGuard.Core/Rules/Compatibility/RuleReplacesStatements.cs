using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class RuleReplacesStatements() : StepRule<TableOperation>(new RuleInfo("MG0242", nameof(RuleReplacesStatements))
{
    Title = "A rule replaces the statements of the old version",
    Severity = Severity.Error,
    HeldInContract = true,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["create-rule-instead"],
    When = "CREATE RULE … DO INSTEAD on a table that a live version may use, or such a rule is dropped or switched",
    Effect = "{old}; a write that a rule swallows gives no error and no row",
    Instead = "Use a trigger, which sees the row that is written and can raise an error",
    Sources = ["https://www.postgresql.org/docs/current/sql-createrule.html", "measured on PostgreSQL 15 and 18: DO INSTEAD NOTHING reports INSERT 0 0"],
})
{
    protected override IEnumerable<Finding> Check(TableOperation operation, StepContext step)
        => operation is CreateRule { Instead: true } or DropRule or SwitchTrigger { IsRule: true } && step.MayUse(operation.Of) && step.Classification.BreaksOld.Breaks
            ? [Report(step)]
            : [];
}
