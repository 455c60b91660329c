using System.Globalization;
using System.Text;
using MigrationGuard.Data;
using MigrationGuard.Postgres.Live;
using Npgsql;

namespace MigrationGuard.Postgres.Data;

/// <summary>Reads at most the last 20,000 rows of each table in PostgreSQL, in transactions that cannot write.</summary>
/// <param name="source">Connections of a role that reads the ledger and the tables; they stay the caller's.</param>
public sealed class PostgresDataProfiles(PostgresSource source) : IDataProfiles
{
    private const int Rows = 20_000;

    private const int Few = 20;

    private const string Size = "SELECT oid::regclass::text, greatest(reltuples, 0)::bigint, relpages, relkind IN ('r', 'm') FROM pg_class WHERE oid = $1";

    /// <inheritdoc />
    public async Task<DataProfile> ReadAsync(DataQuestion question, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await source.OpenAsync(cancellation);
            var session = new ProbeSession(connection, new() { Query = question.Query, Lock = TimeSpan.FromMilliseconds(500), All = question.All }, FootprintQueries.Settings);
            var columns = await session.RowsAsync(FootprintQueries.Columns, RecordedColumn.Read, cancellation, question.Service, question.Version);
            var (found, notes) = (new Dictionary<string, ColumnProfile>(StringComparer.Ordinal), new List<string>());
            foreach (var table in columns.GroupBy(column => column.Relation))
            {
                await TableAsync(session, [.. table], (found, notes), cancellation);
            }

            return new(found, notes);
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }

    private static async Task TableAsync(ProbeSession session, IReadOnlyList<RecordedColumn> columns, (Dictionary<string, ColumnProfile> Found, List<string> Notes) into, CancellationToken cancellation)
    {
        var name = columns[0].Place[..columns[0].Place.LastIndexOf('.')];
        try
        {
            var (table, rows, pages, whole) = (await session.RowsAsync(Size, row => (row.GetString(0), row.GetInt64(1), row.GetInt32(2), row.GetBoolean(3)), cancellation, columns[0].Relation))[0];
            if (rows > Rows)
            {
                into.Notes.Add(FormattableString.Invariant($"{name}: {(whole ? "the last" : "")} {Rows} of about {rows} rows were read"));
            }

            // New rows go to the end where there is no room before.
            var part = rows <= Rows ? "" : whole ? FormattableString.Invariant($" WHERE t.ctid >= '({(long)(pages * (1 - ((double)Rows / rows)))},0)'::tid") : "";
            var sql = Text(table, columns, part);
            foreach (var (column, profile) in columns.Zip((await session.RowsAsync(sql, row => columns.Select((column, place) => Read(row, place, column)).ToList(), cancellation))[0]))
            {
                into.Found[column.Place] = profile;
            }
        }
        catch (PostgresException failure) when (ProbeReasons.Of(failure, session.Limits) is { } reason)
        {
            into.Notes.Add($"{name} was not read: {reason}");
        }
    }

    private static string Text(string table, IReadOnlyList<RecordedColumn> columns, string part)
    {
        var sql = new StringBuilder("WITH s AS MATERIALIZED (SELECT ");
        for (var i = 0; i < columns.Count; i++)
        {
            sql.Append(i > 0 ? ", " : "").Append($"t.{columns[i].Sql} AS c{i.ToString(CultureInfo.InvariantCulture)}");
        }

        sql.Append($" FROM {table} AS t{part} LIMIT {Rows.ToString(CultureInfo.InvariantCulture)}) SELECT ");
        for (var i = 0; i < columns.Count; i++)
        {
            var (value, type) = ($"c{i.ToString(CultureInfo.InvariantCulture)}", TypeName.Of(columns[i].TypeNow));
            sql.Append(i > 0 ? ", " : "").Append($"bool_or({value} IS NULL), ")
                .Append(type.IsText ? $"max(length({value}::text)), " : "NULL::integer, ")
                .Append(IsOrdered(type) ? $"min({value})::text, max({value})::text, " : "NULL::text, NULL::text, ")
                .Append(Words(columns[i], type, value));
        }

        return sql.Append(" FROM s").ToString();
    }

    private static string Words(RecordedColumn column, TypeName type, string value) => type.Name switch
    {
        "json" or "jsonb" => $"ARRAY(SELECT DISTINCT format('%s (%s)', e.key, jsonb_typeof(e.value)) FROM s, jsonb_each(CASE WHEN jsonb_typeof(s.{value}::jsonb) = 'object' THEN s.{value}::jsonb ELSE '{{}}' END) AS e ORDER BY 1 LIMIT {Few * 10})",
        _ when column.LabelsNow.Length > 0 && !column.TypeNow.EndsWith("[]", StringComparison.Ordinal) || type.IsText => $"ARRAY(SELECT DISTINCT s.{value}::text FROM s WHERE s.{value} IS NOT NULL LIMIT {Few + 1})",
        _ => "NULL::text[]",
    };

    private static bool IsOrdered(TypeName type) => type.IsNumber || type.Name is "date" or "timestamp with time zone" or "timestamp without time zone";

    private static ColumnProfile Read(NpgsqlDataReader row, int place, RecordedColumn column)
    {
        var start = place * 5;
        var words = row.IsDBNull(start + 4) ? null : row.GetFieldValue<string[]>(start + 4);
        var shown = column.LabelsNow.Length > 0 || column.TypeNow is "json" or "jsonb";
        return new()
        {
            HasNull = !row.IsDBNull(start) && row.GetBoolean(start),
            Length = row.IsDBNull(start + 1) ? null : row.GetInt32(start + 1),
            Least = row.IsDBNull(start + 2) ? null : row.GetString(start + 2),
            Most = row.IsDBNull(start + 3) ? null : row.GetString(start + 3),
            Words = shown || words?.Length <= Few ? words : null,
            IsShown = shown,
        };
    }
}
