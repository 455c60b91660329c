using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CodeFixes.Plans;

/// <summary>Finds what undoes operations.</summary>
internal static class Undo
{
    /// <summary>The statements that undo SQL, last first; null when something in it cannot be undone.</summary>
    public static IReadOnlyList<string>? Of(string sql, SqlDialect dialect)
    {
        var statements = new List<string>();
        foreach (var step in Sqls.Reader(dialect).Read(new SqlSource("", sql)).Steps)
        {
            if (LeavesNothing(step.Operation))
            {
                continue;
            }

            if (Write(step.Operation, dialect) is not { } text)
            {
                return null;
            }

            statements.Insert(0, text);
        }

        return statements;
    }

    /// <summary>The statement that undoes an operation; null when nothing does.</summary>
    public static string? Write(Operation operation, SqlDialect dialect)
    {
        var inverse = Of(operation);
        inverse = inverse is DropIndex drop && dialect == SqlDialect.PostgreSql ? drop with { On = null } : inverse;
        return inverse is not null && Sqls.Writer(dialect).Write(inverse) is { } sql ? sql + ";" : null;
    }

    /// <summary>What undoes an operation; null when nothing does.</summary>
    public static Operation? Of(Operation operation) => operation switch
    {
        AddColumn add => new DropColumn(add.Of, add.Column.Name),
        RenameColumn rename => new RenameColumn(rename.Of, rename.NewName, rename.Column),
        RenameTable rename => new RenameTable(new ObjectName(rename.Name.Schema, rename.NewName), rename.Name.Name),
        CreateTable create => new DropTable(create.Name),
        CreateIndex { Name: { } name } create => new DropIndex(new ObjectName(create.Of.Schema, name)) { On = create.Of, Concurrently = create.Concurrently },
        AddConstraint { Constraint.Name: { } name } add => new DropConstraint(add.Of, name),
        SetDefault set => new DropDefault(set.Of, set.Column),
        SetNotNull set => new DropNotNull(set.Of, set.Column),
        CreateTrigger create => new DropTrigger(create.Name, create.Of),
        CreateRoutine create => new DropObject(ObjectKind.Routine, create.Name) { Signature = "" },
        CreateView create => new DropObject(ObjectKind.View, create.Name),
        _ => null,
    };

    /// <summary>What an operation is recognised by, whatever its details.</summary>
    public static string? KeyOf(Operation operation) => operation switch
    {
        AddColumn add => $"+ column {add.Of}.{add.Column.Name}",
        DropColumn drop => $"- column {drop.Of}.{drop.Column}",
        RenameColumn rename => $"column {rename.Of}.{rename.Column} to {rename.NewName}",
        RenameTable rename => $"table {rename.Name} to {rename.NewName}",
        CreateTable create => $"+ table {create.Name}",
        DropTable drop => $"- table {drop.Name}",
        CreateIndex create => $"+ index {create.Name}",
        DropIndex drop => $"- index {drop.Name.Name}",
        AddConstraint add => $"+ constraint {add.Of} {add.Constraint.Name}",
        DropConstraint drop => $"- constraint {drop.Of} {drop.Name}",
        SetDefault set => $"+ default {set.Of}.{set.Column}",
        DropDefault drop => $"- default {drop.Of}.{drop.Column}",
        SetNotNull set => $"+ not null {set.Of}.{set.Column}",
        DropNotNull drop => $"- not null {drop.Of}.{drop.Column}",
        _ => null,
    };

    /// <summary>The <see cref="KeyOf"/> of what undoes an operation; null when that is not known.</summary>
    public static string? KeyOfUndo(Operation operation)
        => Of(operation) is { } inverse ? KeyOf(inverse) : KeyOf(operation) is { } key && key.StartsWith("- ", StringComparison.Ordinal) ? "+" + key.Substring(1) : null;

    // Rows that were filled stay filled, and a constraint that was checked stays checked.
    private static bool LeavesNothing(Operation operation) => operation
        is SetSetting or ValidateConstraint or ControlFlow or UpdateRows or Query or CommitTransaction or Grant or SwitchConstraint or EndBatch;
}
