using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Bench.Wire;

/// <summary>pgbench reading single rows by their key.</summary>
/// <param name="Protocol">simple, extended or prepared.</param>
/// <param name="Clients">How many connections ask at the same time.</param>
internal sealed partial record Pgbench(string Protocol, int Clients)
{
    private static readonly string Program = Directories().Select(directory => Path.Combine(directory, "pgbench")).FirstOrDefault(File.Exists)
        ?? throw new BenchException("pgbench is not installed: it comes with PostgreSQL's packages.");

    /// <summary>Fills a database with what pgbench reads.</summary>
    public static void Fill(PostgresDatabase database) => database.Execute("""
        CREATE TABLE pgbench_accounts (aid int PRIMARY KEY, bid int, abalance int, filler char(84));
        CREATE TABLE pgbench_branches (bid int PRIMARY KEY, bbalance int, filler char(88));
        INSERT INTO pgbench_branches VALUES (1, 0, '');
        INSERT INTO pgbench_accounts SELECT i, 1, 0, '' FROM generate_series(1, 100000) AS i;
        ANALYZE;
        """);

    /// <summary>Transactions a second.</summary>
    /// <param name="database">What is read.</param>
    /// <param name="port">Where it is connected to.</param>
    /// <param name="transactions">How many each client does.</param>
    public double Rate(PostgresDatabase database, int port, int transactions)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        string[] arguments =
        [
            "--no-vacuum", "--builtin=select-only", "--scale=1", "--protocol=" + Protocol, "--client=" + Text(Clients), "--transactions=" + Text(transactions),
            "--host=127.0.0.1", "--port=" + Text(port), "--username=" + settings.Username, database.Name,
        ];
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGPASSWORD"] = settings.Password ?? "";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return Rates().Match(output) is { Success: true } found && process.ExitCode == 0
            ? double.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : throw new BenchException($"pgbench ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Directories()
        => [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), .. PostgresBinaries.Installed.Select(found => found.Directory)];

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Rates();
}
