using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class ConstraintCheckedUnderLock() : StepRule<TableOperation>(new RuleInfo("MG0176", nameof(ConstraintCheckedUnderLock))
{
    Title = "A constraint is checked against every row under a lock",
    Severity = Severity.Warning,
    Fix = FixKind.Plan,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["add-fk-mssql"],
    When = "A CHECK or FOREIGN KEY is added or enabled WITH CHECK on an existing table",
    Effect = "{table} is locked against reads and writes ({lock}) while every row is checked",
    Instead = "{how} when nobody uses the table: the server has no online form",
    Sources = ["https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(TableOperation operation, StepContext step)
        => operation is AddConstraint { Constraint: CheckConstraint or ForeignKeyConstraint } or SwitchConstraint { WithCheck: true }
            && step.Classification.Cost.Scan != ScanKind.None && step.Before.IsExisting(operation.Of)
                ? [Report(step, ("how", operation is AddConstraint ? "Add it WITH NOCHECK, and check it in a migration of its own" : "Check it in a migration of its own"))
                    with { Suggestion = Plan(operation, step), Severity = IsAlone(operation, step) ? Severity.Info : Severity.Warning }]
                : [];

    // Nothing better can be done than to check in a migration of its own; when to run it the migration does not say.
    private static bool IsAlone(TableOperation operation, StepContext step) => operation is SwitchConstraint
        && !step.Migration.Steps.Exists(s => s.Operation is not (SwitchConstraint or SetSetting or EndBatch or Query or ClientCommand));

    private static string? Plan(TableOperation operation, StepContext step) => operation is AddConstraint { Constraint: { NotValid: false, Name: { } name } constraint } add
        ? $"{step.Sql(add with { Constraint = constraint with { NotValid = true } })};\n-- in a migration of its own, when nobody uses the table:\n{step.Sql(new SwitchConstraint(add.Of, name) { Enable = true, WithCheck = true })};"
        : null;
}
