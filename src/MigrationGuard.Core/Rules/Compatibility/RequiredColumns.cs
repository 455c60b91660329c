using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

/// <summary>Finds the columns that are added as required and have no value for the rows that exist.</summary>
internal static class RequiredColumns
{
    /// <summary>The steps that add one to a table that already exists, or that the migration has filled.</summary>
    public static IEnumerable<(StepContext Step, AddColumn Add)> Of(MigrationContext migration)
    {
        for (var i = 0; i < migration.Steps.Count; i++)
        {
            if (migration.Steps[i] is { Operation: AddColumn add } step && IsRequired(add.Column) && !HasValue(add.Column, step)
                && (step.Before.IsExisting(add.Of) || IsFilled(migration, i, add.Of)))
            {
                yield return (step, add);
            }
        }
    }

    private static bool IsFilled(MigrationContext migration, int before, ObjectName table)
    {
        return IsNamed(migration.Index.Of<InsertRows>(table.Name), _ => true) || IsNamed(migration.Index.Of<CopyRows>(table.Name), o => o is CopyRows { Writes: true });

        bool IsNamed(IReadOnlyList<int> places, Predicate<Operation> fills)
        {
            foreach (var at in places)
            {
                var step = migration.Steps[at];
                if (at < before && fills(step.Operation) && step.Database.Syntax.Same(step.Operation.Table!.Value, table))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private static bool IsRequired(ColumnDefinition column)
        => column.Nullable == false || column.Constraints.Exists(c => c is UniqueConstraint { IsPrimaryKey: true } or NotNullConstraint { NotValid: false });

    // rowversion, and its old name timestamp, fill themselves in T-SQL; PostgreSQL's timestamp has a longer canonical name.
    private static bool HasValue(ColumnDefinition column, StepContext step)
        => column.Default is { Kind: not ExpressionKind.Null }
            || column.Generated != GeneratedKind.None
            || column.Type is null or { IsSerial: true } or { Name: "rowversion" or "timestamp" }
            || step.Before.Schema.Types.Find(new ObjectName(column.Type.Schema, column.Type.Name))?.Domain?.Default is { Kind: not ExpressionKind.Null };
}
