using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Practice;

internal sealed class SmallIntegerKey() : StepRule<CreateTable>(new RuleInfo("MG0803", nameof(SmallIntegerKey))
{
    Title = "Key that runs out of numbers",
    Severity = Severity.Info,
    Fix = FixKind.Mechanical,
    Catalogue = ["change-pk-type-int-overflow"],
    When = "A table is created with an automatically numbered primary key of type integer or smaller",
    Effect = "{table} takes no row any more after {limit} numbers of {column}, used or not, and making the key wider later rewrites the table and every table that refers to it",
    Instead = "Use bigint from the start: it costs four bytes a row",
    Sources = ["https://docs.gitlab.com/development/database/ordering_table_columns/", "https://wiki.postgresql.org/wiki/Don%27t_Do_This"],
})
{
    protected override IEnumerable<Finding> Check(CreateTable operation, StepContext step)
    {
        if (operation.Temporary)
        {
            return [];
        }

        foreach (var column in operation.Columns)
        {
            if (IsKey(column, operation) && IsNumbered(column) && LimitOf(column.Type) is { } limit)
            {
                return [Report(step, ("column", column.Name), ("limit", limit)) with { Suggestion = step.Sql(Widened(operation, column)) }];
            }
        }

        return [];
    }

    private static bool IsKey(ColumnDefinition column, CreateTable table)
        => column.Constraints.Exists(c => c is UniqueConstraint { IsPrimaryKey: true })
            || table.Constraints.Exists(c => c is UniqueConstraint { IsPrimaryKey: true, Columns.Count: 1 } key && key.Columns[0] == column.Name);

    private static bool IsNumbered(ColumnDefinition column)
        => column.Generated is GeneratedKind.IdentityAlways or GeneratedKind.IdentityByDefault || column.Type?.IsSerial == true;

    private static string? LimitOf(DataType? type) => type?.WithoutSequence.Name switch
    {
        "tinyint" => "255",
        "smallint" => "32,767",
        "integer" or "int" => "2,147,483,647",
        _ => null,
    };

    private static CreateTable Widened(CreateTable table, ColumnDefinition key)
    {
        var type = DataType.Of(key.Type?.IsSerial == true ? "bigserial" : "bigint");
        return table with { Columns = table.Columns.Map(c => ReferenceEquals(c, key) ? c with { Type = type } : c) };
    }
}
