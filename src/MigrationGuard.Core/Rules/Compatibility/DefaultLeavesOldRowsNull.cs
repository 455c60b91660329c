using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class DefaultLeavesOldRowsNull() : StepRule<AddColumn>(new RuleInfo("MG0290", nameof(DefaultLeavesOldRowsNull))
{
    Title = "The default does not reach existing rows",
    Severity = Severity.Info,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["add-column-default-without-values-mssql"],
    When = "A nullable column is added with a default and without WITH VALUES",
    Effect = "Rows that {table} has already keep NULL in {column}, and a new version that expects the default reads NULL",
    Instead = "Fill {column} in batches, or write WITH VALUES on a small table",
    Sources = ["https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(AddColumn operation, StepContext step)
        => operation.Column is { Default: { Kind: not ExpressionKind.Null }, Nullable: not false, WithValues: false, Generated: GeneratedKind.None }
            && step.Database.DefaultNeedsWithValues && step.Before.IsExisting(operation.Of) && !IsFilled(operation, step)
                ? [Report(step) with { Suggestion = Given(operation, step) }]
                : [];

    // A value for each row would be written under the lock.
    private static string? Given(AddColumn operation, StepContext step) => operation.Column.Default is { Kind: ExpressionKind.Literal }
        ? step.Sql(operation with { Column = operation.Column with { WithValues = true } }) + ";"
        : null;

    private static bool IsFilled(AddColumn operation, StepContext step) => step.Migration.Steps.Exists(s => s.Operation is UpdateRows update
        && step.Database.Syntax.Same(update.Of, operation.Of) && update.Columns.Exists(c => step.Database.Syntax.Same(c, operation.Column.Name)));
}
