using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Schema;

/// <summary>What a relation is.</summary>
public enum RelationKind
{
    /// <summary>A table.</summary>
    Table,

    /// <summary>A view.</summary>
    View,

    /// <summary>A materialized view.</summary>
    MaterializedView,
}

/// <summary>A table or view as far as it is known.</summary>
/// <param name="Name">The name.</param>
public sealed record Table(ObjectName Name)
{
    /// <summary>What it is.</summary>
    public RelationKind Kind { get; init; }

    /// <summary>Whether it is there.</summary>
    public Existence Existence { get; init; } = Existence.Exists;

    /// <summary>When it was created.</summary>
    public Origin Origin { get; init; }

    /// <summary>The known columns in order.</summary>
    public EquatableList<Column> Columns { get; init; }

    /// <summary>Whether <see cref="Columns"/> are all of them.</summary>
    public bool Complete { get; init; }

    /// <summary>The known constraints.</summary>
    public EquatableList<TableConstraint> Constraints { get; init; }

    /// <summary>The constraints that the history dropped and that did not come back under their name, with the time at which each went.</summary>
    public EquatableList<TableConstraint> DroppedConstraints { get; init; }

    /// <summary>The permissive policies for everybody and everything that admit every row, by name.</summary>
    public EquatableList<string> OpenPolicies { get; init; }

    /// <summary>Names of the columns that the history dropped or renamed away and that did not come back.</summary>
    public EquatableList<string> DroppedColumns { get; init; }

    /// <summary>The known indexes, as keys of <see cref="DatabaseSchema.Indexes"/>.</summary>
    public EquatableList<ObjectName> Indexes { get; init; }

    /// <summary>The tables with known foreign keys to this one.</summary>
    public EquatableList<ObjectName> ReferencedBy { get; init; }

    /// <summary>The views that are known to read this table.</summary>
    public EquatableList<ObjectName> ReadBy { get; init; }

    /// <summary>The known triggers.</summary>
    public EquatableList<TableTrigger> Triggers { get; init; }

    /// <summary>When a statement of the history changed rows of it last; before the history when none did.</summary>
    public Origin RowsChanged { get; init; }

    /// <summary>A temporary table.</summary>
    public bool Temporary { get; init; }

    /// <summary>Whether the table has partitions.</summary>
    public bool Partitioned { get; init; }

    /// <summary>What PARTITION BY said (<c>RANGE (created_at)</c>), when it is known.</summary>
    public string? PartitionBy { get; init; }

    /// <summary>The partitions and inheriting tables.</summary>
    public EquatableList<ObjectName> Children { get; init; }

    /// <summary>The DEFAULT partition, when one is known; it may be gone.</summary>
    public ObjectName? DefaultChild { get; init; }

    /// <summary>The parent of a partition.</summary>
    public ObjectName? PartitionOf { get; init; }

    /// <summary>Whether this is the DEFAULT partition of its parent.</summary>
    public bool DefaultPartition { get; init; }

    /// <summary>The name that the table had before a rename of this history, and when.</summary>
    public (ObjectName Name, Origin When)? RenamedFrom { get; init; }

    /// <summary>The view as it was written.</summary>
    public CreateView? View { get; init; }

    /// <summary>The constraint with this name, compared as <paramref name="names"/> says; null when it is not known.</summary>
    public TableConstraint? Constraint(string name, StringComparer names)
    {
        foreach (var constraint in Constraints)
        {
            if (names.Equals(constraint.Name, name))
            {
                return constraint;
            }
        }

        return null;
    }

    /// <summary>The column with this name, compared as <paramref name="names"/> says; null when it is not known.</summary>
    public Column? Column(string name, StringComparer names)
    {
        foreach (var column in Columns)
        {
            if (names.Equals(column.Name, name))
            {
                return column;
            }
        }

        return null;
    }
}
