using System.Globalization;
using System.Text;
using MigrationGuard.Data;
using Npgsql;

namespace MigrationGuard.Postgres.Data;

/// <summary>Checks of one table in one scan, which ends when enough rows are found.</summary>
internal sealed class CheckQuery(string relation, IReadOnlyList<ColumnCheck> checks, bool dated)
{
    /// <summary>More rows are not counted.</summary>
    public const int Enough = 1000;

    private const int Shown = 120;

    /// <summary>The query, of one row.</summary>
    public string Text()
    {
        var (outer, inner) = (new StringBuilder("SELECT "), new StringBuilder());
        for (var i = 0; i < checks.Count; i++)
        {
            var among = $"FILTER (WHERE q.b{Number(i)})";
            var measured = checks[i] switch
            {
                { Measure: null } => "NULL::text",
                { Told: Measured.Words } => $"pg_catalog.string_agg(DISTINCT q.m{Number(i)}, ', ') {among}",
                _ => $"(max(q.m{Number(i)}) {among})::text",
            };
            outer.Append(i > 0 ? ", " : "").Append($"count(*) {among}, {measured}, min(q.at) {among}");
            inner.Append($"({checks[i].Condition}) IS TRUE AS b{Number(i)}, ").Append(checks[i].Measure is { } measure ? $"{measure} AS m{Number(i)}, " : "");
        }

        var since = dated ? "pg_catalog.pg_xact_commit_timestamp(t.xmin)" : "NULL::timestamptz";
        return $"{outer} FROM (SELECT {inner}{since} AS at FROM {relation} AS t WHERE {string.Join(" OR ", checks.Select(check => $"({check.Condition})"))} LIMIT {Number(Enough)}) AS q";
    }

    /// <summary>What was found.</summary>
    public IReadOnlyList<DataBreach> Read(NpgsqlDataReader row)
    {
        var found = new List<DataBreach>();
        for (var i = 0; i < checks.Count; i++)
        {
            if (row.GetInt64(3 * i) is > 0 and var count)
            {
                found.Add(Breach(checks[i], count, row.IsDBNull((3 * i) + 1) ? null : row.GetString((3 * i) + 1)) with { Since = row.IsDBNull((3 * i) + 2) ? null : row.GetFieldValue<DateTimeOffset>((3 * i) + 2) });
            }
        }

        return found;
    }

    /// <summary>A value on which the condition itself fails.</summary>
    public static DataBreach Failing(ColumnCheck check) => new(check.Place, check.Expected, "a value cannot be converted") { Declared = check.Declared };

    private static DataBreach Breach(ColumnCheck check, long count, string? measured)
    {
        var number = count >= Enough ? $"at least {Number(Enough)}" : Number(count);
        var more = (measured, check.Told) switch
        {
            (null, _) => "",
            (_, Measured.Characters) => $", up to {measured} characters",
            (_, Measured.Digits) => $", up to {measured} digits before the point",
            _ => $": {(measured.Length > Shown ? measured[..Shown] + "…" : measured)}",
        };
        return new(check.Place, check.Expected, $"{number} {(count == 1 ? check.Found.One : check.Found.Many)}{more}") { Declared = check.Declared };
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
