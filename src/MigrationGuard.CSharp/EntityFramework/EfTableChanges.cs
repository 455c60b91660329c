namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>What a migration changes of a table.</summary>
internal sealed class EfTableChanges
{
    /// <summary>The columns, keys and indexes that have their name from the migration.</summary>
    public HashSet<string> Added { get; } = new(StringComparer.Ordinal);

    /// <summary>Old names of columns by their new ones.</summary>
    public Dictionary<string, string> Renamed { get; } = new(StringComparer.Ordinal);

    /// <summary>What AlterColumn says of columns in front of it.</summary>
    public Dictionary<string, EfColumn> Altered { get; } = new(StringComparer.Ordinal);

    /// <summary>The columns in front of the migration, of those behind it.</summary>
    public IEnumerable<EfColumn> Before(IReadOnlyList<EfColumn> behind)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in behind)
        {
            seen.Add(column.Name);
            if (Altered.TryGetValue(column.Name, out var old))
            {
                yield return old with { Name = Before(column.Name) };
            }
            else if (!Added.Contains(column.Name))
            {
                yield return column with { Name = Before(column.Name) };
            }
        }

        foreach (var old in Altered.Values)
        {
            if (!seen.Contains(old.Name))
            {
                yield return old;
            }
        }
    }

    /// <summary>The names in front of the migration.</summary>
    public IReadOnlyList<string> Before(IReadOnlyList<string> columns) => Renamed.Count == 0 ? columns : [.. columns.Select(Before)];

    private string Before(string column) => Renamed.TryGetValue(column, out var old) ? old : column;
}
