using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

/// <summary>Why ADD COLUMN works on every row under its lock.</summary>
internal enum RowWork
{
    /// <summary>It does not, or nobody waits for it.</summary>
    None,

    /// <summary>Each row is numbered.</summary>
    Sequence,

    /// <summary>Each row gets a computed value.</summary>
    StoredExpression,

    /// <summary>Each row is checked against the type.</summary>
    Domain,

    /// <summary>Each row gets a default of its own.</summary>
    VolatileDefault,

    /// <summary>An index is built.</summary>
    Unique,

    /// <summary>Each row is looked up in another table.</summary>
    ForeignKey,

    /// <summary>Each row is checked.</summary>
    Check,
}

/// <summary>Decides for the rules about ADD COLUMN which of them speaks, so that a statement has one finding for its lock.</summary>
internal static class AddedColumn
{
    /// <summary>The first reason that applies.</summary>
    public static RowWork WorkOf(AddColumn operation, StepContext step)
    {
        var (column, cost) = (operation.Column, step.Classification.Cost);
        return !cost.SizeOfData || !step.Before.IsExisting(operation.Of) ? RowWork.None
            : column.Generated is GeneratedKind.IdentityAlways or GeneratedKind.IdentityByDefault || column.Type?.IsSerial == true ? RowWork.Sequence
            : column.Generated == GeneratedKind.Stored ? RowWork.StoredExpression
            : cost.Rewrites && DomainOf(column, step) is not null ? RowWork.Domain
            : cost.Rewrites ? RowWork.VolatileDefault
            : column.Constraints.Exists(c => c is UniqueConstraint) ? RowWork.Unique
            : column.Constraints.Exists(c => c is ForeignKeyConstraint) && column.Default is not null ? RowWork.ForeignKey
            : column.Constraints.Exists(c => c is CheckConstraint) ? RowWork.Check
            : RowWork.None;
    }

    /// <summary>The domain that is the column's type, when the history knows it.</summary>
    public static CreateDomain? DomainOf(ColumnDefinition column, StepContext step)
        => column.Type is { } type ? step.Before.Schema.Types.Find(new ObjectName(type.Schema, type.Name))?.Domain : null;
}
