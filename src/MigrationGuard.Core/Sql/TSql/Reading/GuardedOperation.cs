using MigrationGuard.Operations;

namespace MigrationGuard.Sql.TSql.Reading;

/// <summary>Turns a guard and the statement behind it into the IF EXISTS or IF NOT EXISTS that is meant.</summary>
internal static class GuardedOperation
{
    /// <summary>The operation with the guard's meaning, or null when the guard is about something else.</summary>
    public static Operation? Merge(Guard guard, Operation operation) => guard.Exists ? Drop(guard, operation) : Create(guard, operation);

    /// <summary>An INSERT whose guard looks for its rows can be repeated; the step stays conditional.</summary>
    public static Operation Annotate(Guard guard, Operation operation)
        => operation is InsertRows insert && !guard.Exists && guard.Source == GuardSource.Rows && guard.Looks(insert.Of.Name)
            ? insert with { Repeatable = true }
            : operation;

    private static Operation? Create(Guard guard, Operation operation) => guard.Source == GuardSource.Rows ? null : operation switch
    {
        CreateTable table when guard.Looks(table.Name.Name) => table with { IfNotExists = true },
        AddColumn add when guard.Source == GuardSource.Columns && guard.Looks(add.Column.Name) => add with { IfNotExists = true },
        CreateIndex { Name: { } name } index when guard.Looks(name) => index with { IfNotExists = true },
        CreateView view when guard.Looks(view.Name.Name) => view with { IfNotExists = true },
        CreateSequence sequence when guard.Looks(sequence.Name.Name) => sequence with { IfNotExists = true },
        CreateObject created when guard.Looks(created.Name.Name) => created with { IfNotExists = true },
        _ => null,
    };

    private static Operation? Drop(Guard guard, Operation operation) => guard.Source == GuardSource.Rows ? null : operation switch
    {
        DropTable table when guard.Looks(table.Name.Name) => table with { IfExists = true },
        DropColumn drop when guard.Source == GuardSource.Columns && guard.Looks(drop.Column) => drop with { IfExists = true },
        DropConstraint constraint when guard.Looks(constraint.Name) => constraint with { IfExists = true },
        DropIndex index when guard.Looks(index.Name.Name) => index with { IfExists = true },
        DropTrigger trigger when guard.Looks(trigger.Name) => trigger with { IfExists = true },
        DropType type when guard.Looks(type.Name.Name) => type with { IfExists = true },
        DropObject dropped when guard.Looks(dropped.Name.Name) => dropped with { IfExists = true },
        ChangePolicy { Change: PolicyChange.Drop } policy when guard.Looks(policy.Name) => policy with { IfExists = true },
        _ => null,
    };
}
