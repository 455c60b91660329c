using System.Globalization;
using System.Text.Json;
using MigrationGuard.Backfills;
using MigrationGuard.Operations;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Postgres.Live;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>The statements of a backfill for one segment.</summary>
internal sealed class BatchStatement(BackfillDefinition definition, Segment segment)
{
    /// <summary>How many rows are counted at most, and how many are named.</summary>
    public const int MostCounted = 100_000;

    private const int MostNamed = 3;

    private readonly string _alias = Names.Quoted(new ObjectName(null, definition.Alias ?? definition.Table.Name));

    private string Target => $"ONLY {segment.Name} AS {_alias}";

    private string With => definition.With is null ? "" : definition.With + "\n";

    /// <summary>The update of a piece; gives the number of rows and the keys of those whose condition still holds.</summary>
    /// <param name="isFirst">Whether the piece has no lower end.</param>
    /// <param name="exceptSkipped">The backfill whose skipped rows are left out; null where there are none.</param>
    /// <param name="named">How many keys are given.</param>
    public string Update(bool isFirst, int? exceptSkipped, int named) => $"""
        WITH touched AS (
        {With}UPDATE {Target} SET {definition.Assignments}
        WHERE ({definition.Where}) AND {segment.Walk.Condition(_alias, isFirst)}{Except(exceptSkipped)}
        RETURNING CASE WHEN ({definition.Where}) THEN {segment.Walk.KeyOf(_alias)}::text END AS still)
        SELECT count(*), count(touched.still), (array_agg(touched.still) FILTER (WHERE touched.still IS NOT NULL))[1:{named.ToString(CultureInfo.InvariantCulture)}] FROM touched
        """;

    /// <summary>Lets the server read and plan the update without running it.</summary>
    /// <exception cref="Servers.DatabaseException">It refuses.</exception>
    public async Task CheckAsync(StepSession session, CancellationToken cancellation)
    {
        await session.ReadAsync("EXPLAIN " + Update(isFirst: true, null, 1), _ => 0, cancellation, new object?[segment.Walk.KeyLength]);
    }

    /// <summary>Counts what is left and names some of it.</summary>
    public async Task<(long Count, List<string> Rows)> CountAsync(StepSession session, int? exceptSkipped, CancellationToken cancellation)
    {
        var from = definition.From is null ? "" : ", " + definition.From;
        var sql = $"""
            WITH left_over AS MATERIALIZED (
            {With}SELECT {segment.Walk.KeyOf(_alias)}::text AS key FROM {Target}{from} WHERE ({definition.Where}){Except(exceptSkipped)} LIMIT {MostCounted.ToString(CultureInfo.InvariantCulture)})
            SELECT count(*), (array_agg(left_over.key))[1:{MostNamed.ToString(CultureInfo.InvariantCulture)}] FROM left_over
            """;
        var (count, keys) = (await session.ReadAsync(sql, row => (row.GetInt64(0), row.IsDBNull(1) ? [] : row.GetFieldValue<string[]>(1)), cancellation))[0];
        return (count, [.. keys.Select(key => RowText(KeyFrom(key)))]);
    }

    /// <summary>A row for people.</summary>
    public string RowText(IReadOnlyList<string> key) => $"{segment.Name} {segment.Walk.Text(key)}";

    /// <summary>A key of a JSON array.</summary>
    public static string[] KeyFrom(string json) => JsonSerializer.Deserialize<string[]>(json)!;

    private string Except(int? backfill) => backfill is not { } id || !segment.Walk.IsStable ? ""
        : string.Create(CultureInfo.InvariantCulture, $"\nAND NOT EXISTS (SELECT FROM migration_guard_backfill.skipped AS passed_over WHERE passed_over.backfill = {id} AND passed_over.segment = {Literal(segment.Name)} AND passed_over.key = {segment.Walk.KeyOf(_alias)})");

    private static string Literal(string text) => $"E'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
}
