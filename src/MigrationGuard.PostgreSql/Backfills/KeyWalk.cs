using System.Globalization;
using MigrationGuard.Postgres.Execution;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>Goes along a unique index. The server compares, in the collation of the column.</summary>
/// <param name="table">What stands behind FROM.</param>
/// <param name="columns">The columns of the index.</param>
internal sealed class KeyWalk(string table, IReadOnlyList<KeyColumn> columns) : IWalk
{
    private const string Alias = "walked";

    public string Name { get; } = string.Join(", ", columns.Select(column => $"{column.Name} {column.Type}"));

    public bool IsStable => true;

    public int KeyLength => columns.Count;

    public int UnitsOfKey => 1;

    public async Task<string[]?> UntilAsync(StepSession session, CancellationToken cancellation) =>
        await session.ReadAsync($"SELECT ARRAY[{Texts(Alias)}] FROM {table} AS {Alias} ORDER BY {Order(" DESC")} LIMIT 1", row => row.GetFieldValue<string[]>(0), cancellation) is [var key] ? key : null;

    public async Task<(string[] Key, bool IsLast)> NextAsync(StepSession session, Position from, int units, CancellationToken cancellation)
    {
        var condition = Condition(Alias, from.Last is null);
        // The inner query: the server would write every key that is skipped as text.
        var skipped = (units - 1).ToString(CultureInfo.InvariantCulture);
        var found = await session.ReadAsync(
            $"SELECT ARRAY[{Texts(Alias)}] FROM (SELECT {string.Join(", ", columns.Select(column => $"{Alias}.{column.Name}"))} FROM {table} AS {Alias} WHERE {condition} ORDER BY {Order("")} OFFSET {skipped} LIMIT 1) AS {Alias}",
            row => row.GetFieldValue<string[]>(0),
            cancellation,
            Parameters(from.Last, from.Until!));
        return found is [var key] ? (key, key.SequenceEqual(from.Until!, StringComparer.Ordinal)) : (from.Until!, true);
    }

    public string Condition(string alias, bool isFirst)
    {
        var key = Row(columns.Select(column => $"{alias}.{column.Name}"));
        var to = $"{key} <= {Values(1)}";
        return isFirst ? to : $"{to} AND {key} > {Values(1 + columns.Count)}";
    }

    public object?[] Parameters(string[]? last, string[] to) => [.. to, .. last ?? []];

    public string KeyOf(string alias) => $"jsonb_build_array({Texts(alias)})";

    public string Text(IReadOnlyList<string> key) => string.Join(", ", columns.Zip(key, (column, value) => $"{column.Name} = {value}"));

    public double Share(Position position, double rows) => Math.Min(0.999, position.Units / Math.Max(1, rows));

    private static string Row(IEnumerable<string> values) => values.ToList() is [var only] ? only : $"({string.Join(", ", values)})";

    private string Values(int first) => Row(columns.Select((column, index) => string.Create(CultureInfo.InvariantCulture, $"${first + index}::text::{column.Type}")));

    private string Texts(string alias) => string.Join(", ", columns.Select(column => column.AsText(alias)));

    private string Order(string direction) => string.Join(", ", columns.Select(column => $"{Alias}.{column.Name}{direction}"));
}
