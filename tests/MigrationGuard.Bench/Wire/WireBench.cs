using System.Globalization;
using System.Net;
using System.Text;
using MigrationGuard.Bench.Guarded;
using MigrationGuard.Postgres.Wire;
using MigrationGuard.Recordings;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Bench.Wire;

/// <summary>What is left of a server's throughput behind the wire recorder.</summary>
internal static class WireBench
{
    private const int WarmUp = 500;

    private static readonly Pgbench[] Loads = [new("prepared", 1), new("prepared", 8), new("simple", 1), new("simple", 8)];

    /// <summary>Measures and writes the page.</summary>
    /// <param name="pairs">Interleaved pairs of runs for each row.</param>
    /// <param name="milliseconds">How long each run takes, roughly.</param>
    public static async Task<string> RunAsync(int pairs, int milliseconds)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            # What the wire recorder costs

            Measured by `dotnet cake --target=Bench`: pgbench reads single rows by their key, directly and through the recorder, which records all of it.
            Client, recorder and server share one machine ({Environment.ProcessorCount} cores), the worst case: what the recorder takes, the server lacks. Runs of {milliseconds} ms
            in interleaved pairs; the ratio is that of the rates. With `simple` every text is another one, because its literal is.

            """);
        foreach (var major in PostgresServer.Majors)
        {
            await MeasureAsync(page, PostgresServer.Get(major), pairs, milliseconds);
        }

        return page.ToString();
    }

    private static async Task MeasureAsync(StringBuilder page, PostgresServer server, int pairs, int milliseconds)
    {
        using var database = server.CreateDatabase();
        Pgbench.Fill(database);
        var target = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var statements = new StatementRecorder(new RecordingLimits(), TimeProvider.System);
        await using var recorder = WireRecorder.Start(new WireRecorderOptions { Server = new DnsEndPoint(target.Host!, target.Port) }, statements);
        page.Append(CultureInfo.InvariantCulture, $"\n## PostgreSQL {server.Major}\n\n| protocol | connections | direct, median a second | recorded / direct | 95 % interval | pairs |\n|---|---:|---:|---:|---|---:|\n");
        foreach (var load in Loads)
        {
            var measured = Pairs(load, database, target.Port, recorder.EndPoint.Port, pairs, milliseconds);
            var ratio = PairedRatio.Of(measured);
            var direct = measured.Select(pair => pair.First).Order().ElementAt(pairs / 2);
            page.Append(CultureInfo.InvariantCulture, $"| {load.Protocol} | {load.Clients} | {direct:N0} | {ratio.Ratio:F2} | {ratio.Low:F2} to {ratio.High:F2} | {ratio.Pairs} |\n");
            Console.Error.WriteLine($"PostgreSQL {server.Major} {load}: {ratio}");
        }

        var recording = statements.Snapshot();
        page.Append(CultureInfo.InvariantCulture, $"\nRecorded: {recording.Commands:N0} commands, {recording.Statements.Count} different statements, {recording.Misses.Count} reasons to miss one.\n");
    }

    private static List<(double First, double Second)> Pairs(Pgbench load, PostgresDatabase database, int direct, int recorded, int pairs, int milliseconds)
    {
        load.Rate(database, recorded, WarmUp);
        var transactions = (int)(load.Rate(database, direct, WarmUp) * milliseconds / 1000 / load.Clients) + 1;
        var measured = new List<(double, double)>();
        for (var pair = 0; pair < pairs; pair++)
        {
            if (pair % 2 == 0)
            {
                var first = load.Rate(database, direct, transactions);
                measured.Add((first, load.Rate(database, recorded, transactions)));
                continue;
            }

            var second = load.Rate(database, recorded, transactions);
            measured.Add((load.Rate(database, direct, transactions), second));
        }

        return measured;
    }
}
