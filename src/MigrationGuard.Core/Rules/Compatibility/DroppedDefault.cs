using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

/// <summary>The two ways to drop a default: of the column, or the constraint that is the default.</summary>
internal static class DroppedDefault
{
    /// <summary>The column whose default the operation drops, or null.</summary>
    public static string? ColumnOf(TableOperation operation, StepContext step) => operation switch
    {
        DropDefault drop => drop.Column,
        DropConstraint { DefaultOf: { } column } => column,
        DropConstraint drop => OfConstraint(drop, step),
        _ => null,
    };

    private static string? OfConstraint(DropConstraint drop, StepContext step)
    {
        foreach (var column in step.Before.Schema.Find(drop.Of)?.Columns ?? default)
        {
            if (column.DefaultName is not null && step.Database.Syntax.Same(column.DefaultName, drop.Name))
            {
                return column.Name;
            }
        }

        return null;
    }
}
