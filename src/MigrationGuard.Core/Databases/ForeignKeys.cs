using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Databases;

/// <summary>The foreign keys that an operation creates, touches or removes.</summary>
internal static class ForeignKeys
{
    public static IReadOnlyList<ObjectName> Referenced(Operation operation, SimulationState before)
    {
        var found = new List<ObjectName>();
        switch (operation)
        {
            case AddConstraint add:
                Add(found, add.Constraint);
                break;
            case AddColumn add:
                Add(found, add.Column.Constraints);
                break;
            case CreateTable create:
                AddOf(found, create);
                AddOf(found, create.PartitionOf is { } parent ? before.Schema.Find(parent) : null, _ => true);
                break;
            case DropTable drop:
                AddOf(found, before.Schema.Find(drop.Name), _ => true);
                break;
            case AttachPartition attach:
                AddOf(found, before.Schema.Find(attach.Parent), _ => true);
                break;
            case DetachPartition detach:
                AddOf(found, before.Schema.Find(detach.Parent), _ => true);
                break;
            case TableOperation other:
                AddOf(found, before.Schema.Find(other.Of), c => Concerns(other, c, before));
                break;
            default:
                break;
        }

        return found;
    }

    public static IReadOnlyList<ObjectName> Referencing(Operation operation, SimulationState before)
    {
        var targets = operation is TruncateTables truncate ? truncate.Tables
            : operation.Table is { } named ? new EquatableList<ObjectName>([named]) : default;
        var found = new List<ObjectName>();
        foreach (var target in targets)
        {
            foreach (var name in before.Schema.Find(target)?.ReferencedBy ?? default)
            {
                if (!found.Contains(name) && before.Schema.Find(name) is { Existence: not Existence.Absent } table && Refers(table, targets, operation, before))
                {
                    found.Add(name);
                }
            }
        }

        return found;
    }

    private static bool Refers(Table table, EquatableList<ObjectName> targets, Operation operation, SimulationState before)
        => table.Constraints.Exists(c => c.Definition is ForeignKeyConstraint key && RefersTo(key, targets, operation, before));

    private static bool RefersTo(ForeignKeyConstraint key, EquatableList<ObjectName> targets, Operation operation, SimulationState before)
    {
        var syntax = before.Schema.Syntax;
        if (!targets.Exists(t => syntax.Same(t, key.Referenced)))
        {
            return false;
        }

        var column = ColumnOf(operation);
        return column is null || (key.ReferencedColumns.Count == 0
            ? before.Schema.Find(key.Referenced)?.Constraints.Exists(c => IsKeyWith(c, column, syntax.Names)) != false
            : key.ReferencedColumns.Exists(c => syntax.Same(c, column)));
    }

    private static bool IsKeyWith(TableConstraint constraint, string column, StringComparer names)
        => constraint.Definition is UniqueConstraint { IsPrimaryKey: true } key && key.Columns.Exists(c => names.Equals(c, column));

    private static bool Concerns(TableOperation operation, TableConstraint constraint, SimulationState before)
    {
        var names = before.Schema.Syntax.Names;
        return operation switch
        {
            DropConstraint drop => names.Equals(constraint.Name, drop.Name),
            ValidateConstraint validate => names.Equals(constraint.Name, validate.Name),
            AlterConstraint alter => names.Equals(constraint.Name, alter.Name),
            SwitchConstraint @switch => @switch.Name == "ALL" || names.Equals(constraint.Name, @switch.Name),
            _ => ColumnOf(operation) is { } column && ((ForeignKeyConstraint)constraint.Definition).Columns.Exists(c => names.Equals(c, column)),
        };
    }

    private static string? ColumnOf(Operation operation) => operation switch
    {
        DropColumn drop => drop.Column,
        AlterColumnType alter => alter.Column,
        _ => null,
    };

    private static void AddOf(List<ObjectName> found, Table? table, Predicate<TableConstraint> match)
    {
        foreach (var constraint in table?.Constraints ?? default)
        {
            if (constraint.Definition is ForeignKeyConstraint && match(constraint))
            {
                Add(found, constraint.Definition);
            }
        }
    }

    private static void AddOf(List<ObjectName> found, CreateTable create)
    {
        Add(found, create.Constraints);
        foreach (var column in create.Columns)
        {
            Add(found, column.Constraints);
        }

        found.RemoveAll(name => name == create.Name);
    }

    private static void Add(List<ObjectName> found, EquatableList<ConstraintDefinition> constraints)
    {
        foreach (var constraint in constraints)
        {
            Add(found, constraint);
        }
    }

    private static void Add(List<ObjectName> found, ConstraintDefinition constraint)
    {
        if (constraint is ForeignKeyConstraint key && !found.Contains(key.Referenced))
        {
            found.Add(key.Referenced);
        }
    }
}
