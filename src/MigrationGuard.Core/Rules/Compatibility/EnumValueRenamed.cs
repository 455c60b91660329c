using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class EnumValueRenamed() : StepRule<RenameEnumValue>(new RuleInfo("MG0251", nameof(EnumValueRenamed))
{
    Title = "Enum value renamed",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["enum-rename-value"],
    When = "A value of an enum that a live version may use is renamed",
    Effect = "Statements of the old version that give '{from}' fail (22P02) and its readers meet '{to}'; after a rollback the new version's statements fail the same way",
    Instead = "Add '{to}' beside '{from}', release a version that reads both, change the rows in batches when no older one is live, and stop writing '{from}'",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertype.html", "measured on PostgreSQL 15 and 18: 22P02"],
})
{
    protected override IEnumerable<Finding> Check(RenameEnumValue operation, StepContext step)
        => step.MayUseType(operation.Name)
            ? [Report(step, ("from", operation.Value), ("to", operation.NewValue)) with { Plan = PlanFor(operation, step) }]
            : [];

    private static Plan PlanFor(RenameEnumValue operation, StepContext step)
    {
        var plan = new ColumnPlan(step.Before, operation.Name).Begin()
            .Expand($"both values exist; release the version that reads both", new AddEnumValue(operation.Name, operation.NewValue) { After = operation.Value });
        var columns = Dependents.ColumnsOf(operation.Name, step);
        return plan
            .Contract($"when no older version is live: change '{operation.Value}' to '{operation.NewValue}' in batches{Dependents.Sentence(" in ", columns)}; the old value stays in the type, which harms nobody")
            .Build();
    }
}
