using System.Diagnostics;
using System.Globalization;
using System.Text;
using MigrationGuard.TestKit;

namespace MigrationGuard.Bench.Filling;

/// <summary>A backfill against one UPDATE of the same rows, on every server of the tests.</summary>
/// <param name="tool">The tool.</param>
/// <param name="rows">Rows of the table.</param>
/// <param name="pairs">How often both are measured, in turns.</param>
internal sealed class BackfillBench(string tool, int rows, int pairs)
{
    private const string Set = "handle = lower(username)";
    private const string Where = "handle IS NULL";

    /// <summary>Measures and writes the page.</summary>
    /// <exception cref="BenchException">The backfill did not do all rows.</exception>
    public async Task<string> RunAsync()
    {
        var page = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # A backfill against one UPDATE

            Measured by `dotnet cake --target=Bench`: {rows:N0} rows, `{Set}` where `{Where}`, a bigint key, {pairs} runs of each in turns, tool and server on one machine
            ({Environment.ProcessorCount} cores), nothing synced to disk. Meanwhile an application updates single rows, one after the other. Rates are medians and mean this machine;
            the ratio is comparable: lowest / median / highest of the pairs.

            | | rows a second | of one UPDATE | longest wait of the application for a row | peak memory of the tool |
            |---|---:|---:|---:|---:|

            """));
        foreach (var major in PostgresServer.Majors)
        {
            var (plain, batched) = (new List<Filling>(), new List<Filling>());
            for (var pair = 0; pair < pairs; pair++)
            {
                plain.Add(await MeasureAsync(major, PlainAsync));
                batched.Add(await MeasureAsync(major, ToolAsync));
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {major}: one UPDATE {rows / plain[^1].Time.TotalSeconds:N0} rows/s, backfill {rows / batched[^1].Time.TotalSeconds:N0} rows/s"));
            }

            var ratios = plain.Zip(batched, (one, many) => one.Time / many.Time).Order().ToList();
            page.Append(CultureInfo.InvariantCulture, $"| PostgreSQL {major}, one UPDATE | {Rate(plain):N0} | 1 | {Wait(plain):N0} ms | |\n");
            page.Append(CultureInfo.InvariantCulture, $"| PostgreSQL {major}, `migrationguard backfill run` | {Rate(batched):N0} | {ratios[0]:F2} / {ratios[ratios.Count / 2]:F2} / {ratios[^1]:F2} | {Wait(batched):N0} ms | {batched.Max(filling => filling.PeakBytes) >> 20:N0} MB |\n");
        }

        return page.ToString();
    }

    private double Rate(List<Filling> fillings) => rows / fillings.Select(filling => filling.Time.TotalSeconds).Order().ElementAt(fillings.Count / 2);

    private static double Wait(List<Filling> fillings) => fillings.Max(filling => filling.LongestWait.TotalMilliseconds);

    private async Task<Filling> MeasureAsync(int major, Func<PostgresDatabase, Task<(TimeSpan Time, long PeakBytes)>> fill)
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        await ExecuteAsync(database, FormattableString.Invariant($"""
            CREATE TABLE users (id bigint, username text, visits int, handle text);
            INSERT INTO users SELECT x, 'User ' || x, 0 FROM generate_series(1, {rows}) AS x;
            ALTER TABLE users ADD PRIMARY KEY (id)
            """));
        await ExecuteAsync(database, "VACUUM ANALYZE users");
        await ExecuteAsync(database, "CHECKPOINT");
        using var ended = new CancellationTokenSource();
        var application = UseAsync(database, ended.Token);
        var (time, peak) = await fill(database);
        await ended.CancelAsync();
        var wait = await application;
        await using var connection = database.Open();
        await using var count = new Npgsql.NpgsqlCommand("SELECT count(*) FROM users WHERE handle IS DISTINCT FROM lower(username)", connection) { CommandTimeout = 0 };
        return (long)(await count.ExecuteScalarAsync(CancellationToken.None))! == 0 ? new Filling(time, wait, peak) : throw new BenchException("Not every row was filled.");
    }

    private static async Task<(TimeSpan Time, long PeakBytes)> PlainAsync(PostgresDatabase database)
    {
        var watch = Stopwatch.StartNew();
        await ExecuteAsync(database, $"UPDATE users SET {Set} WHERE {Where}");
        return (watch.Elapsed, 0);
    }

    private async Task<(TimeSpan Time, long PeakBytes)> ToolAsync(PostgresDatabase database)
    {
        using var output = new OutputFile();
        var run = await Task.Run(() => Measurement.Of([tool, "backfill", "run", "--table", "users", "--set", Set, "--where", Where, "--connection", database.ConnectionString], output));
        return run.ExitCode == 0 ? (run.Wall, run.PeakBytes) : throw new BenchException($"The backfill ended with {run.ExitCode}: {File.ReadAllText(output.Path)}");
    }

    private async Task<TimeSpan> UseAsync(PostgresDatabase database, CancellationToken ended)
    {
        await using var connection = database.Open();
        var (random, longest) = (new Random(1), TimeSpan.Zero);
        while (!ended.IsCancellationRequested)
        {
            var watch = Stopwatch.StartNew();
            await using var update = new Npgsql.NpgsqlCommand("UPDATE users SET visits = visits + 1 WHERE id = $1", connection) { CommandTimeout = 0 };
            update.Parameters.AddWithValue((long)random.Next(1, rows));
            await update.ExecuteNonQueryAsync(CancellationToken.None);
            longest = watch.Elapsed > longest ? watch.Elapsed : longest;
            await Task.Delay(20, CancellationToken.None);
        }

        return longest;
    }

    private static async Task ExecuteAsync(PostgresDatabase database, string sql)
    {
        await using var connection = database.Open();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    private sealed record Filling(TimeSpan Time, TimeSpan LongestWait, long PeakBytes);
}
