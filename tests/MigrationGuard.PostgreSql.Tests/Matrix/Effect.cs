using System.Text.Json;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>The rows that a statement added, changed and removed.</summary>
/// <param name="Tables">The tables that were there.</param>
/// <param name="Rows">By table and key.</param>
internal sealed record Effect(IReadOnlySet<string> Tables, IReadOnlyDictionary<(string Table, string Key), ChangedRow> Rows)
{
    /// <summary>The difference of two states of all tables, each as the function state of oracle.sql gives it.</summary>
    public static Effect Between(string before, string after)
    {
        using var old = JsonDocument.Parse(before);
        using var now = JsonDocument.Parse(after);
        var rows = new Dictionary<(string, string), ChangedRow>();
        foreach (var table in now.RootElement.EnumerateObject())
        {
            Compare(table.Name, old.RootElement.GetProperty(table.Name), table.Value, rows);
        }

        return new Effect(now.RootElement.EnumerateObject().Select(table => table.Name).ToHashSet(), rows);
    }

    /// <summary>What is different in tables and columns that are in both; null when nothing.</summary>
    public string? DifferenceTo(Effect other)
    {
        foreach (var key in Rows.Keys.Union(other.Rows.Keys).Where(key => Tables.Contains(key.Table) && other.Tables.Contains(key.Table)))
        {
            if (!Rows.TryGetValue(key, out var mine) || !other.Rows.TryGetValue(key, out var its) || mine.Removed != its.Removed
                || !mine.Only(its.Columns).SequenceEqual(its.Only(mine.Columns)))
            {
                return $"other effect on {key.Table} {key.Key}";
            }
        }

        return null;
    }

    private static void Compare(string table, JsonElement before, JsonElement after, Dictionary<(string, string), ChangedRow> rows)
    {
        foreach (var row in before.EnumerateObject().Where(row => !after.TryGetProperty(row.Name, out _)))
        {
            rows[(table, row.Name)] = new ChangedRow(true, new HashSet<string>(), []);
        }

        foreach (var row in after.EnumerateObject())
        {
            var old = before.TryGetProperty(row.Name, out var found) ? found : default;
            var changed = row.Value.EnumerateObject().Where(value => old.ValueKind == JsonValueKind.Undefined || old.GetProperty(value.Name).GetRawText() != value.Value.GetRawText());
            var values = changed.Select(value => (value.Name, value.Value.GetRawText())).Order().ToList();
            if (values.Count > 0)
            {
                rows[(table, row.Name)] = new ChangedRow(false, row.Value.EnumerateObject().Select(value => value.Name).ToHashSet(), values);
            }
        }
    }
}
