using System.Diagnostics;
using System.Globalization;
using System.Text;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Loads;
using Npgsql;

namespace MigrationGuard.Bench.Planned;

/// <summary>Migrations as they are written and as they are planned, under the same load.</summary>
/// <param name="tool">The tool.</param>
/// <param name="rows">Rows of the table.</param>
internal sealed class RecipeBench(string tool, int rows)
{
    private const string LockTimeout = "500ms";

    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(300);

    /// <summary>Measures and writes the page.</summary>
    /// <exception cref="BenchException">A migration did not go through.</exception>
    public async Task<string> RunAsync()
    {
        var page = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # A plan against the migration as it is written

            Measured by `dotnet cake --target=Bench`: a table of {rows:N0} rows, tool and server on one machine ({Environment.ProcessorCount} cores), nothing synced to disk. Meanwhile an application
            reads, changes and inserts rows in three sessions, and a report reads in transactions of two seconds. *As written* is the migration in one transaction while the version runs that
            does not know it; *planned* is `plan --write` and `execute --lock-timeout {LockTimeout}`, the contract while only the version runs that needs it. The longest wait is the longest time
            that a session of the application waited for a lock, by `pg_locks.waitstart`: with a plan at most the lock timeout, and what a step needs once it has its lock.

            | | | longest wait for a lock | failed statements | time |
            |---|---|---:|---:|---:|

            """));
        foreach (var major in PostgresServer.Majors)
        {
            foreach (var recipe in Recipe.All)
            {
                Write(page, $"PostgreSQL {major}: {recipe.Name}", "as written", await WrittenAsync(major, recipe));
                Write(page, "", "planned", await PlannedAsync(major, recipe));
            }
        }

        return page.ToString();
    }

    private static void Write(StringBuilder page, string subject, string form, RecipeResult result)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"| {subject} | {form} | {result.Met.LongestLockWait.TotalMilliseconds:N0} ms | {result.Met.Failures.Count} of {result.Met.Statements:N0} | {result.Time.TotalSeconds:0.0} s |\n");
        Console.Error.Write(line);
        page.Append(line);
    }

    private async Task<RecipeResult> WrittenAsync(int major, Recipe recipe)
    {
        using var database = Database(major, isGuarded: false);
        await using var load = ApplicationLoad.Start(database, rows, LoadedShop.Statements(), LoadedShop.Report);
        await Task.Delay(Settled);
        var watch = Stopwatch.StartNew();
        await ExecuteAsync(database, $"BEGIN; {recipe.Sql} COMMIT");
        var time = watch.Elapsed;
        await Task.Delay(Settled);
        return new RecipeResult(time, await load.StopAsync());
    }

    private async Task<RecipeResult> PlannedAsync(int major, Recipe recipe)
    {
        using var database = Database(major, isGuarded: true);
        var folder = Directory.CreateTempSubdirectory("migrationguard-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "001_base.sql"), LoadedShop.Tables);
            await File.WriteAllTextAsync(Path.Combine(folder, "002_change.sql"), recipe.Sql);
            var plan = Path.Combine(folder, "plan");
            Run(database, "plan", folder, "--since", "001", "--write", plan);
            var before = await PhasesAsync(database, LoadedShop.Statements(), plan);
            var after = await PhasesAsync(database, recipe.New, plan, "--phase", "contract");
            return new RecipeResult(before.Time + after.Time, before.Met.With(after.Met));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<RecipeResult> PhasesAsync(PostgresDatabase database, IReadOnlyList<string> statements, string plan, params string[] phase)
    {
        await using var load = ApplicationLoad.Start(database, rows, statements, LoadedShop.Report);
        await Task.Delay(Settled);
        var time = await Task.Run(() => Run(database, ["execute", plan, "--lock-timeout", LockTimeout, "--attempts", "50", .. phase]));
        await Task.Delay(Settled);
        return new RecipeResult(time, await load.StopAsync());
    }

    private PostgresDatabase Database(int major, bool isGuarded)
    {
        var database = PostgresServer.Get(major).CreateDatabase();
        ExecuteAsync(database, LoadedShop.Tables + LoadedShop.Rows(rows)).GetAwaiter().GetResult();
        ExecuteAsync(database, "VACUUM ANALYZE").GetAwaiter().GetResult();
        if (isGuarded)
        {
            Run(database, "guard", "install");
        }

        return database;
    }

    private TimeSpan Run(PostgresDatabase database, params string[] words)
    {
        using var output = new OutputFile();
        var run = Measurement.Of([tool, .. words, "--connection", database.ConnectionString], output);
        return run.ExitCode == 0 ? run.Wall : throw new BenchException($"{string.Join(' ', words)} ended with {run.ExitCode}: {output.Read()}");
    }

    private static async Task ExecuteAsync(PostgresDatabase database, string sql)
    {
        await using var connection = database.Open();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
