using System.Globalization;
using System.Text;
using MigrationGuard.Bench.Guarded;
using MigrationGuard.Recordings;
using MigrationGuard.TestKit;

namespace MigrationGuard.Bench.Recorded;

/// <summary>What recording costs an application that does nothing but read single rows.</summary>
internal static class RecordingBench
{
    private const int Turns = 12;
    private const int EachTurn = 300;
    // The runtime compiles hot code a second time in the background; that is done by then.
    private const int WarmUp = 4_000;

    private static readonly (string Kind, string Name)[] Loads = [("npgsql", "Npgsql, a command with one parameter"), ("ef", "EF Core, a context and a query of one row")];

    /// <summary>Measures and writes the page.</summary>
    /// <param name="pairs">Pairs of fresh processes for each load.</param>
    public static string Run(int pairs)
    {
        var page = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # What recording costs

            Measured by `dotnet cake --target=Bench` on one machine, application and database. A pair is two fresh processes, one recorded through the start-up hook into a file and
            one not; after a warm-up they read single rows in turns of {EachTurn} ms, {Turns} each, in changing order. Ratios are recorded / not recorded.

            | PostgreSQL | application | queries a second, not recorded | ratio of queries a second | 95 % interval | ratio of processor time a query | 95 % interval | bytes allocated a query, more | pairs |
            |---|---|---|---|---|---|---|---|---|

            """));
        var major = PostgresServer.Majors[^1];
        using var database = PostgresServer.Get(major).CreateDatabase();
        database.Execute("CREATE TABLE users (id integer PRIMARY KEY, name text); INSERT INTO users SELECT n, 'user ' || n FROM generate_series(1, 1000) AS n; ANALYZE users");
        foreach (var (kind, name) in Loads)
        {
            var measured = Enumerable.Range(0, pairs).Select(number => Pair(kind, database, number)).ToList();
            var rates = PairedRatio.Of([.. measured.Select(pair => (pair.Plain.Rate, pair.Recorded.Rate))]);
            var processor = PairedRatio.Of([.. measured.Select(pair => (pair.Plain.Processor / pair.Plain.Queries, pair.Recorded.Processor / pair.Recorded.Queries))]);
            var bytes = measured.Average(pair => (pair.Recorded.Bytes / pair.Recorded.Queries) - (pair.Plain.Bytes / pair.Plain.Queries));
            page.Append(CultureInfo.InvariantCulture,
                $"| {major} | {name} | {measured.Average(pair => pair.Plain.Rate):N0} | {rates.Ratio:F3} | {rates.Low:F3} to {rates.High:F3} | {processor.Ratio:F3} | {processor.Low:F3} to {processor.High:F3} | {bytes:F0} | {pairs} |\n");
        }

        var own = OwnWork.Measure(database);
        page.Append(CultureInfo.InvariantCulture, $"\nThe recorder's own work for a command that it knows: {own.Nanoseconds:F0} ns and {own.Bytes:F0} bytes.\n");
        return page.ToString();
    }

    private static (Spent Plain, Spent Recorded) Pair(string kind, PostgresDatabase database, int number)
    {
        var folder = Directory.CreateTempSubdirectory("recorded").FullName;
        try
        {
            var target = Path.Combine(folder, "bench.recording");
            (Spent, Spent) sum;
            using (var plain = new MeasuredProcess(kind, database, null))
            using (var recorded = new MeasuredProcess(kind, database, target))
            {
                Parallel.Invoke(() => plain.Work(WarmUp), () => recorded.Work(WarmUp));
                sum = Measure(plain, recorded, number);
            }

            // A recording that lost the load would make the ratio worthless.
            var calls = FileRecordingSink.ReadAll(target).Sum(recording => recording.Commands);
            return calls >= sum.Item2.Queries ? sum : throw new BenchException($"{calls} commands are recorded of at least {sum.Item2.Queries}.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (Spent Plain, Spent Recorded) Measure(MeasuredProcess plain, MeasuredProcess recorded, int number)
    {
        var (without, with) = (new Spent(0, 0, 0, 0), new Spent(0, 0, 0, 0));
        for (var turn = number; turn < number + Turns; turn++)
        {
            if (turn % 2 == 0)
            {
                without += plain.Work(EachTurn);
                with += recorded.Work(EachTurn);
            }
            else
            {
                with += recorded.Work(EachTurn);
                without += plain.Work(EachTurn);
            }
        }

        return (without, with);
    }
}
