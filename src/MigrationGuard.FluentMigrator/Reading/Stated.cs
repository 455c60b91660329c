using FluentMigrator.Expressions;
using MigrationGuard.Operations;

namespace MigrationGuard.FluentMigrator.Reading;

/// <summary>Adds what an expression tells and its SQL does not: which NOT NULL nobody wrote, the column of a default that is dropped, the table of an index.</summary>
internal static class Stated
{
    /// <summary>The operation with what the expression says of it.</summary>
    public static Operation By(IMigrationExpression? expression, Operation operation) => (operation, expression) switch
    {
        (AddColumn add, CreateColumnExpression { Column.IsNullable: null }) => add with { Column = add.Column with { NullabilityImplied = true } },
        (CreateTable create, CreateTableExpression table) => create with { Columns = create.Columns.Select((column, at) => ByTable(table, column, at)).ToArray() },
        (AlterColumnType { Nullable: false } alter, AlterColumnExpression { Column.IsNullable: null }) => alter with { NullabilityImplied = true },
        (AlterColumnType { Nullable: null } alter, AlterColumnExpression { Column.IsNullable: true }) => alter with { Nullable = true },
        (DropConstraint drop, AlterDefaultConstraintExpression change) => drop with { DefaultOf = change.ColumnName },
        (DropConstraint drop, DeleteDefaultConstraintExpression change) => drop with { DefaultOf = change.ColumnName },
        (DropIndex { On: null } drop, DeleteIndexExpression { Index.TableName: { Length: > 0 } table }) => drop with { On = new ObjectName(drop.Name.Schema, table) },
        _ => operation,
    };

    private static ColumnDefinition ByTable(CreateTableExpression table, ColumnDefinition column, int at)
        => at < table.Columns.Count && table.Columns[at].IsNullable is null ? column with { NullabilityImplied = true } : column;
}
