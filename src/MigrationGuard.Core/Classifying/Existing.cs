using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Classifying;

/// <summary>What the live versions can know of: everything that this migration did not make. Not known counts as existing.</summary>
internal static class Existing
{
    /// <summary>Whether this migration, or one that is not released yet, added the column.</summary>
    public static bool IsFresh(this SimulationState before, ObjectName table, string column)
        => before.Schema.FindColumn(table, column) is { } found && before.IsPending(found.Origin);

    public static bool IsExistingType(this SimulationState before, ObjectName type) => before.Schema.ExistenceOfType(type) != Existence.Absent
        && before.Schema.FindType(type)?.Origin.Migration != before.Migration;

    public static bool IsExisting(this SimulationState before, ObjectKind kind, ObjectName name) => kind is ObjectKind.View or ObjectKind.MaterializedView
        ? before.IsExisting(name)
        : before.Schema.ExistenceOf(kind, name) != Existence.Absent && before.Schema.FindObject(kind, name)?.Origin.Migration != before.Migration;

    public static bool IsExisting(this SimulationState before, TableConstraint? constraint) => constraint is null || constraint.Origin.Migration != before.Migration;

    public static bool IsExisting(this SimulationState before, TableIndex? index)
        => index is null ? !before.Schema.Complete : index.Origin.Migration != before.Migration && before.IsExisting(index.Of);

    /// <summary>Whether rows that do not name the column get different values in it, as far as the text of its default tells.</summary>
    public static bool FillsDistinctly(this SimulationState before, Column column)
        => column.Generated is GeneratedKind.IdentityAlways or GeneratedKind.IdentityByDefault
            || (column.HasDefault == true && (column.Default is null || before.Database.VolatilityOf(column.Default, before) == Volatility.Volatile));

    /// <summary>Whether a row that does not name the column gets a value in it.</summary>
    public static bool FillsItself(this Column column)
        => column.HasDefault == true || column.Generated is GeneratedKind.Stored or GeneratedKind.Virtual || column.Type is { Name: "rowversion" or "timestamp", Arguments.Count: 0 };

    public static string At(ObjectName table, string column) => table + "." + column;
}
