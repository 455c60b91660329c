using MigrationGuard.Execution;
using MigrationGuard.Operations;
using Npgsql;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>The few rows of all tables as they were, to see which values a change of rows takes away.</summary>
internal sealed class RowImages
{
    private readonly IReadOnlyDictionary<uint, List<(string Column, string Value)>> _values;

    private RowImages(IReadOnlyDictionary<uint, List<(string Column, string Value)>> values) => _values = values;

    /// <summary>Whether the statements of a step may change rows.</summary>
    public static bool IsNeeded(MigrationStep step) => step.Statements.Any(statement => statement.Operations.Count == 0 || statement.Operations.Any(operation
        => operation is UpdateRows or MergeRows or DeleteRows or InsertRows or ControlFlow or CallRoutine or Query or UnreadSql));

    /// <summary>Reads the values that are not NULL.</summary>
    public static async Task<RowImages> ReadAsync(NpgsqlConnection connection, RelationMap relations, CancellationToken cancellation)
        => new(await ValuesAsync(connection, relations.Relations.Values.Where(relation => relation is { Kind: 'r', Size: > 0 }), cancellation));

    /// <summary>For each table a column of which a value is gone that was there; columns that are gone themselves do not count.</summary>
    public async Task<IReadOnlyDictionary<uint, string>> OverwrittenAsync(NpgsqlConnection connection, RelationMap after, IReadOnlyCollection<uint> updated, CancellationToken cancellation)
    {
        var found = new Dictionary<uint, string>();
        if (updated.Count == 0)
        {
            return found;
        }

        var now = await ValuesAsync(connection, after.Relations.Values.Where(relation => relation.Kind == 'r' && updated.Contains(relation.Id)), cancellation);
        foreach (var (id, values) in now)
        {
            var columns = values.Select(value => value.Column).ToHashSet(StringComparer.Ordinal);
            var left = values.GroupBy(value => value).ToDictionary(group => group.Key, group => group.Count());
            var gone = _values.GetValueOrDefault(id, []).GroupBy(value => value).FirstOrDefault(group => columns.Contains(group.Key.Column) && left.GetValueOrDefault(group.Key) < group.Count());
            if (gone is not null)
            {
                found[id] = gone.Key.Column;
            }
        }

        return found;
    }

    private static async Task<Dictionary<uint, List<(string Column, string Value)>>> ValuesAsync(NpgsqlConnection connection, IEnumerable<RelationMap.Relation> tables, CancellationToken cancellation)
    {
        var values = new Dictionary<uint, List<(string Column, string Value)>>();
        var queries = tables.Select(table => FormattableString.Invariant(
            $"SELECT {table.Id}::oid, e.key, e.value FROM ONLY {table.Sql} AS t, pg_catalog.jsonb_each_text(pg_catalog.to_jsonb(t)) AS e WHERE e.value IS NOT NULL")).ToList();
        foreach (var (id, column, value) in queries.Count == 0 ? [] : await PostgresRows.ReadAsync(
            connection, string.Join("\nUNION ALL ", queries), row => (row.GetFieldValue<uint>(0), row.GetString(1), row.GetString(2)), cancellation))
        {
            (values.TryGetValue(id, out var list) ? list : values[id] = []).Add((column, value));
        }

        return values;
    }
}
