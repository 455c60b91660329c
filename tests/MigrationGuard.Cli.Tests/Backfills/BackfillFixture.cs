using System.Diagnostics;
using System.Text.Json.Nodes;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Backfills;

/// <summary>A database with rows of which every update is counted, and the tool as a process of its own.</summary>
internal sealed class BackfillFixture : IDisposable
{
    public const string Definition = "--table t --set |n = n + 1| --where |n = 0|";

    public BackfillFixture(int major, int rows)
    {
        Database = PostgresServer.Get(major).CreateDatabase();
        Database.Execute(FormattableString.Invariant($"""
            CREATE TABLE t (tenant int, id int, n int NOT NULL DEFAULT 0, updates int NOT NULL DEFAULT 0, PRIMARY KEY (tenant, id));
            INSERT INTO t (tenant, id) SELECT x % 3, x FROM generate_series(1, {rows}) AS x;
            CREATE FUNCTION count_updates() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updates := OLD.updates + 1; RETURN NEW; END $$;
            CREATE TRIGGER count_updates BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION count_updates();
            """));
    }

    public PostgresDatabase Database { get; }

    public TemporaryFolder Folder { get; } = new();

    private Dictionary<string, string> Variables => new() { ["MIGRATIONGUARD_CONNECTION"] = Database.ConnectionString, ["MIGRATIONGUARD_AS"] = "eve" };

    /// <summary>Starts the tool; words in bars stay together.</summary>
    public Process Start(string words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "migrationguard.dll"), .. Words(words)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Runs the tool in this process.</summary>
    public Outcome Run(string words) => InProcess.Run(Folder, Variables, "", Words(words));

    /// <summary>Runs it, and gives its JSON.</summary>
    public JsonNode Json(string words) => JsonNode.Parse(Run(words + " --output json").Output)!;

    public T Ask<T>(string sql) => Database.Ask<T>(sql);

    public async Task UntilAsync(string condition)
    {
        var clock = Stopwatch.StartNew();
        while (!Ask<bool>(condition))
        {
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)), condition);
            await Task.Delay(20);
        }
    }

    public void Dispose()
    {
        Database.Dispose();
        Folder.Dispose();
    }

    private static string[] Words(string words) =>
        [.. words.Split('|').SelectMany((part, number) => number % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
