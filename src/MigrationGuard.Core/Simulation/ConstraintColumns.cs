using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Sql;

namespace MigrationGuard.Simulation;

/// <summary>The tables and columns that constraints name, and their renaming.</summary>
internal static class ConstraintColumns
{
    /// <summary>Whether the constraint involves a column of its own table.</summary>
    public static bool Uses(ConstraintDefinition definition, string column, StringComparer names) => definition switch
    {
        CheckConstraint check => check.Condition.Mentions(column),
        ForeignKeyConstraint key => key.Columns.Exists(c => names.Equals(c, column)),
        UniqueConstraint key => key.Columns.Exists(c => names.Equals(c, column)) || key.Include.Exists(c => names.Equals(c, column)),
        ExclusionConstraint exclusion => exclusion.Definition.Mentions(column),
        NotNullConstraint notNull => names.Equals(notNull.Column, column),
        _ => false,
    };

    /// <summary>Whether the constraint is a foreign key to the table, and to the column when one is given.</summary>
    public static bool References(ConstraintDefinition definition, ObjectName table, string? column, SqlSyntax syntax)
        => definition is ForeignKeyConstraint key && syntax.Same(key.Referenced, table)
            && (column is null || key.ReferencedColumns.Exists(c => syntax.Same(c, column)));

    /// <summary>The table with foreign keys to another table led to its new name.</summary>
    public static Table Retarget(Table table, ObjectName from, ObjectName to, SqlSyntax syntax) => table with
    {
        Constraints = table.Constraints.Map(c => c.Definition is ForeignKeyConstraint key && syntax.Same(key.Referenced, from)
            ? c with { Definition = key with { Referenced = to } }
            : c),
    };

    public static Table WithColumnRenamed(Table table, string from, string to, SqlSyntax syntax) => table with
    {
        Constraints = table.Constraints.Map(c => Uses(c.Definition, from, syntax.Names) ? c with { Definition = Renamed(c.Definition, from, to, syntax) } : c),
    };

    public static Table WithReferencedColumnRenamed(Table table, RenameColumn operation, SqlSyntax syntax) => table with
    {
        Constraints = table.Constraints.Map(c => c.Definition is ForeignKeyConstraint key && References(key, operation.Of, operation.Column, syntax)
            ? c with { Definition = key with { ReferencedColumns = Renamed(key.ReferencedColumns, operation.Column, operation.NewName, syntax) } }
            : c),
    };

    private static ConstraintDefinition Renamed(ConstraintDefinition definition, string from, string to, SqlSyntax syntax) => definition switch
    {
        CheckConstraint check => check with { Condition = Condition.Rename(check.Condition, from, to, syntax) },
        ForeignKeyConstraint key => key with { Columns = Renamed(key.Columns, from, to, syntax) },
        UniqueConstraint key => key with { Columns = Renamed(key.Columns, from, to, syntax), Include = Renamed(key.Include, from, to, syntax) },
        ExclusionConstraint exclusion => new ExclusionConstraint(Condition.Rename(exclusion.Definition, from, to, syntax)) { Name = exclusion.Name },
        NotNullConstraint notNull => notNull with { Column = to },
        _ => definition,
    };

    private static EquatableList<string> Renamed(EquatableList<string> columns, string from, string to, SqlSyntax syntax)
        => columns.Map(c => syntax.Same(c, from) ? to : c);
}
