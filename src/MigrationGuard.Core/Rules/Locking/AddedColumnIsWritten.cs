using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class AddedColumnIsWritten() : StepRule<AddColumn>(new RuleInfo("MG0170", nameof(AddedColumnIsWritten))
{
    Title = "Adding the column writes every row",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["add-column-nonconstant-default-mssql", "add-column-default-edition-mssql", "add-column-default-lob-mssql"],
    When = "A column is added whose value has to be written into every existing row: NOT NULL with a default that is not a runtime constant, of a large type, or on an edition without the metadata-only form; WITH VALUES; rowversion",
    Effect = "{table} is locked against reads and writes ({lock}) until {column} is written into every row",
    Instead = "{how}",
    InsteadInGeneral = "Add it as NULL with the default for new rows, fill it in batches, and make it NOT NULL in a contract migration",
    Sources = ["https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql#adding-not-null-columns-as-an-online-operation"],
})
{
    // Of numbered and computed columns other rules say more.
    protected override IEnumerable<Finding> Check(AddColumn operation, StepContext step)
        => step.Classification.Cost.SizeOfData && step.Before.IsExisting(operation.Of) && AddedColumn.WorkOf(operation, step) is not (RowWork.Sequence or RowWork.StoredExpression)
            ? [Report(step, ("how", HowInstead(operation.Column))) with { Suggestion = Plan(operation, step) }]
            : [];

    private static string HowInstead(ColumnDefinition column) => column switch
    {
        { Default: null } => $"Add {column.Name} when nobody uses the table",
        { Nullable: false } => $"Add {column.Name} as NULL with the default for new rows, fill it in batches, and make it NOT NULL in a contract migration",
        _ => $"Add {column.Name} without WITH VALUES and fill it in batches",
    };

    private static string? Plan(AddColumn operation, StepContext step)
    {
        var column = operation.Column;
        if (column.Default is null || column.Generated != GeneratedKind.None)
        {
            return null;
        }

        var nullable = operation with { Column = column with { Nullable = true, WithValues = false } };
        var fill = new UpdateRows(operation.Of, new[] { column.Name })
        {
            Assignments = new SqlExpression($"{column.Name} = {column.Default.Text}", ExpressionKind.Other, default, default),
            Where = new SqlExpression($"{column.Name} IS NULL", ExpressionKind.Other, default, new[] { column.Name }),
        };
        return $"-- 1. expand\n{step.Database.SetLockTimeout(2)};\n{step.Sql(nullable)};\n-- 2. migrate\n{Batches.Of(fill, step)}";
    }
}
