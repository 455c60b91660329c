using System.Diagnostics;
using System.Text.RegularExpressions;
using MigrationGuard.Data;
using MigrationGuard.Postgres.Live;
using Npgsql;

namespace MigrationGuard.Postgres.Data;

/// <summary>Looks in PostgreSQL for data that a version took for impossible: each table is read once, in transactions that cannot write and that wait for nobody.</summary>
/// <param name="source">Connections of a role that reads the ledger and the tables; they stay the caller's.</param>
public sealed partial class PostgresDataProbes(PostgresSource source) : IDataProbes
{
    private static readonly TimeSpan Lock = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    public async Task<DataReading> LookAsync(DataQuestion question, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await source.OpenAsync(cancellation);
            var session = new ProbeSession(connection, new() { Query = question.Query < question.All ? question.Query : question.All, Lock = Lock, All = question.All }, FootprintQueries.Settings);
            return await new Look(session, new ProbeSession(connection, session.Limits), question).RunAsync(cancellation);
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }

    // Functions of others are written with their schema here, and may do anything.
    [GeneratedRegex("""(?:\w|")(?<!\bpg_catalog)\.(?:\w+|"[^"]+")\(""", RegexOptions.CultureInvariant)]
    private static partial Regex OwnFunction();

    /// <summary>One look.</summary>
    private sealed class Look(ProbeSession session, ProbeSession asWritten, DataQuestion question)
    {
        private readonly Stopwatch _time = Stopwatch.StartNew();
        private readonly List<DataBreach> _breaches = [];
        private readonly List<string> _unanswered = [];
        private int _looked;

        public async Task<DataReading> RunAsync(CancellationToken cancellation)
        {
            var checks = new List<ColumnCheck>();
            if (await WithinAsync("what the version reads", () => RecordedAsync(checks, cancellation)))
            {
                foreach (var limit in question.Limits.OfType<ColumnLimit>().Where(limit => limit.AppliesTo(question.Version)))
                {
                    await WithinAsync(limit.Column, () => DeclaredAsync(limit, checks, cancellation));
                }

                await TablesAsync([.. checks.Where(check => !question.Ignored.Any(column => IsIgnored(check.Place, column)))], cancellation);
                foreach (var limit in question.Limits.OfType<QueryLimit>().Where(limit => limit.AppliesTo(question.Version)))
                {
                    await WithinAsync(limit.Means, () => QueryAsync(limit, cancellation));
                }
            }

            return new() { Breaches = _breaches, Unanswered = _unanswered, Looked = _looked };
        }

        private async Task RecordedAsync(List<ColumnCheck> checks, CancellationToken cancellation)
        {
            object[] version = [question.Service, question.Version];
            var columns = await session.RowsAsync(FootprintQueries.Columns, RecordedColumn.Read, cancellation, version);
            checks.AddRange(columns.SelectMany(LoosenedColumns.Of));
            checks.AddRange(await session.RowsAsync(FootprintQueries.Checks, row => new ColumnCheck(row.GetFieldValue<uint>(1), $"{row.GetString(0)}.{row.GetString(3)}", $"NOT ({row.GetString(2)})")
            {
                Expected = $"CHECK ({row.GetString(2)})", Found = ("row does not meet it", "rows do not meet it"),
            }, cancellation, version));
            foreach (var check in checks.Where(check => OwnFunction().IsMatch(check.Condition) || check.Condition.Contains("$self", StringComparison.Ordinal)).ToList())
            {
                checks.Remove(check);
                _unanswered.Add($"{check.Place}: a function that is not known to be harmless would have to run for {check.Expected}");
            }
        }

        private async Task DeclaredAsync(ColumnLimit limit, List<ColumnCheck> checks, CancellationToken cancellation)
        {
            var (schema, table, column) = ColumnName.Of(limit.Column);
            var found = await session.RowsAsync(FootprintQueries.Declared, row => new DeclaredColumns.Column(row.GetFieldValue<uint>(1), $"{row.GetString(0)}.{row.GetString(2)}", row.GetString(2), row.GetBoolean(3), row.GetString(4)), cancellation,
                question.Service, question.Version, schema ?? "", table, column);
            if (found is [var here])
            {
                checks.AddRange(DeclaredColumns.Of(limit, here));
                return;
            }

            _unanswered.Add($"there is no column {limit.Column}, of which something is declared");
        }

        private async Task TablesAsync(IReadOnlyList<ColumnCheck> checks, CancellationToken cancellation)
        {
            var dated = checks.Count > 0 && (await session.TextsAsync("SELECT current_setting('track_commit_timestamp')", cancellation))[0] == "on";
            foreach (var group in checks.GroupBy(check => (check.Relation, Alone: check.MayFail ? check : null)))
            {
                ColumnCheck[] together = [.. group];
                await WithinAsync(string.Join(", ", together.Select(check => check.Place).Distinct(StringComparer.Ordinal)), () => TableAsync(together, dated, cancellation));
            }
        }

        private async Task TableAsync(ColumnCheck[] checks, bool dated, CancellationToken cancellation)
        {
            var tables = await session.RowsAsync("SELECT oid::regclass::text, relkind IN ('r', 'p') FROM pg_class WHERE oid = $1", row => (Name: row.GetString(0), Rows: row.GetBoolean(1)), cancellation, checks[0].Relation);
            var query = new CheckQuery(tables[0].Name, checks, dated && tables[0].Rows);
            try
            {
                _breaches.AddRange((await session.RowsAsync(query.Text(), query.Read, cancellation))[0]);
            }
            catch (PostgresException failure) when (checks[0].MayFail && failure.SqlState.StartsWith("22", StringComparison.Ordinal))
            {
                _breaches.Add(CheckQuery.Failing(checks[0]));
            }

            _looked += checks.Length;
        }

        private async Task QueryAsync(QueryLimit limit, CancellationToken cancellation)
        {
            var count = (await asWritten.RowsAsync(FormattableString.Invariant($"SELECT count(*) FROM (SELECT FROM (\n{limit.Sql.Trim().TrimEnd(';')}\n) AS rows LIMIT {CheckQuery.Enough}) AS n"), row => row.GetInt64(0), cancellation))[0];
            if (count > 0)
            {
                var number = FormattableString.Invariant($"{(count >= CheckQuery.Enough ? "at least " : "")}{count} row{(count == 1 ? "" : "s")}");
                _breaches.Add(new(limit.Means, "no such row", number) { Declared = true });
            }

            _looked++;
        }

        // What the server says may hold values of rows: only what is the same for all of them is repeated.
        private async Task<bool> WithinAsync(string what, Func<Task> work)
        {
            if (_time.Elapsed >= question.All)
            {
                _unanswered.Add(FormattableString.Invariant($"{what}: the time for all queries ({question.All.TotalSeconds:0.###} s) was used up before"));
                return false;
            }

            try
            {
                await work();
                return true;
            }
            catch (PostgresException failure) when (ProbeReasons.Of(failure, session.Limits) is { } reason)
            {
                _unanswered.Add($"{what}: {reason}");
                return false;
            }
        }

        private static bool IsIgnored(string place, string column)
        {
            var (here, ignored) = (ColumnName.Of(place), ColumnName.Of(column));
            return here == ignored || ignored.Schema is null && (here.Table, here.Column) == (ignored.Table, ignored.Column);
        }
    }
}
