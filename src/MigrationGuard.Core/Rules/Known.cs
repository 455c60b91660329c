using MigrationGuard.Classifying;
using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules;

/// <summary>What a version that is live may know of: everything but what this release made.</summary>
internal static class Known
{
    /// <summary>Whether a live version may use the table or view.</summary>
    public static bool MayUse(this StepContext step, ObjectName table)
        => step.Before.IsExisting(table) && !(step.Before.Schema.Find(table) is { } found && step.Before.IsPending(found.Origin));

    /// <summary>Whether a live version may use the column.</summary>
    public static bool MayUse(this StepContext step, ObjectName table, string column)
        => step.MayUse(table) && step.Before.IsExisting(table, column)
            && !(step.Before.Schema.FindColumn(table, column) is { } found && step.Before.IsPending(found.Origin));

    /// <summary>Whether a live version may use the type.</summary>
    public static bool MayUseType(this StepContext step, ObjectName type)
        => step.Before.IsExistingType(type) && !(step.Before.Schema.FindType(type) is { } found && step.Before.IsPending(found.Origin));

    /// <summary>Whether a live version may use the view, routine, sequence or other object.</summary>
    public static bool MayUse(this StepContext step, ObjectKind kind, ObjectName name) => kind is ObjectKind.View or ObjectKind.MaterializedView
        ? step.MayUse(name)
        : step.Before.IsExisting(kind, name) && !(step.Before.Schema.FindObject(kind, name) is { } found && step.Before.IsPending(found.Origin));
}
