using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Planning;

/// <summary>The question how many rows break a constraint.</summary>
internal static class ConstraintProbe
{
    /// <summary>The query without its terminator; null when there is none for the kind of constraint.</summary>
    public static string? Of(AddConstraint operation, SimulationState before)
    {
        var recipes = Recipes.Of(before.Database);
        var table = recipes.Name(operation.Of);
        return operation.Constraint switch
        {
            CheckConstraint check => $"SELECT count(*) FROM {table} WHERE NOT ({check.Condition})",
            NotNullConstraint notNull => $"SELECT count(*) FROM {table} WHERE {recipes.Name(notNull.Column)} IS NULL",
            ForeignKeyConstraint key => Orphans(table, key, recipes, before),
            UniqueConstraint { Columns.Count: > 0 } key => Duplicates(table, Names(key.Columns, recipes)),
            _ => null,
        };
    }

    private static string Duplicates(string table, string columns) => $"SELECT {columns}, count(*) FROM {table} GROUP BY {columns} HAVING count(*) > 1";

    private static string Orphans(string table, ForeignKeyConstraint key, Recipes recipes, SimulationState before)
    {
        var referenced = key.ReferencedColumns.Count > 0 ? key.ReferencedColumns : KeyOf(key, before);
        var (present, matches) = (new List<string>(), new List<string>());
        for (var i = 0; i < key.Columns.Count; i++)
        {
            var column = recipes.Name(key.Columns[i]);
            present.Add($"child.{column} IS NOT NULL");
            matches.Add($"parent.{recipes.Name(i < referenced.Count ? referenced[i] : "id")} = child.{column}");
        }

        return $"SELECT count(*) FROM {table} AS child WHERE {string.Join(" AND ", present)} AND NOT EXISTS (SELECT 1 FROM {recipes.Name(key.Referenced)} AS parent WHERE {string.Join(" AND ", matches)})";
    }

    private static EquatableList<string> KeyOf(ForeignKeyConstraint key, SimulationState before)
        => before.Schema.Find(key.Referenced)?.Constraints.Find(c => c.Definition is UniqueConstraint { IsPrimaryKey: true })?.Definition is UniqueConstraint primary ? primary.Columns : default;

    private static string Names(EquatableList<string> columns, Recipes recipes)
    {
        var names = new string[columns.Count];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = recipes.Name(columns[i]);
        }

        return string.Join(", ", names);
    }
}
