using System.Diagnostics;
using System.Text.Json.Nodes;
using MigrationGuard.Cli.Tests.Judging;
using MigrationGuard.Cli.Tests.Support;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Rehearsals;

/// <summary>The shop with version 4.2.0 live, its first migration, and the tool.</summary>
internal sealed class RehearsalFixture : IDisposable
{
    public const string Leftovers = "SELECT count(*) FROM pg_database WHERE datname LIKE 'migration_guard_rehearsal_%'";

    private static readonly string[] Known = ["--since", "001"];

    private readonly JudgeFixture _shop;

    public RehearsalFixture(int major)
    {
        _shop = JudgeFixture.After(major, "the shop with a live version", shop =>
        {
            foreach (var script in Directory.EnumerateFiles(TestKit.RepositoryFiles.Path("src", "MigrationGuard.PostgreSql", "Scripts"), "*.sql").Order(StringComparer.Ordinal))
            {
                shop.Database.Execute(File.ReadAllText(script));
            }

            shop.Live();
        });
        _shop.Folder.Write("db/001_shop.sql", JudgeFixture.Shop);
    }

    public TemporaryFolder Folder => _shop.Folder;

    public string ConnectionString => _shop.Database.ConnectionString;

    public void Migration(string name, string sql) => Folder.Write($"db/{name}.sql", sql);

    public Outcome Rehearse(params string[] more) => _shop.Tool(["rehearse", "db", .. Known, .. more]);

    public Outcome RehearseAs(string connection, params string[] more) => _shop.On(connection, ["rehearse", "db", .. Known, .. more]);

    public Outcome Tool(params string[] arguments) => _shop.Tool(arguments);

    public JsonNode Json(params string[] more) => JsonNode.Parse(Rehearse([.. more, "--output", "json"]).Output)!;

    public void Execute(string sql) => _shop.Database.Execute(sql);

    public object? Value(string sql) => _shop.Value(sql);

    /// <summary>Starts the tool and waits until it sleeps in a migration; gives its scratch database.</summary>
    public async Task<(Process Process, string Scratch)> SleepingAsync()
    {
        var before = (string[])Value("SELECT coalesce(array_agg(datname::text), '{}') FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60%'")!;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "migrationguard.dll"), "rehearse", "db", .. Known]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder.Path };
        start.Environment["MIGRATIONGUARD_CONNECTION"] = ConnectionString;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var clock = Stopwatch.StartNew();
        while (true)
        {
            await using (var connection = new NpgsqlConnection(ConnectionString))
            {
                await connection.OpenAsync();
                await using var command = new NpgsqlCommand("SELECT datname::text FROM pg_stat_activity WHERE datname LIKE 'migration_guard_rehearsal_%' AND query LIKE '%pg_sleep(60%' AND NOT datname::text = ANY ($1) LIMIT 1", connection);
                command.Parameters.Add(new NpgsqlParameter { Value = before });
                if (await command.ExecuteScalarAsync() is string scratch)
                {
                    return (process, scratch);
                }
            }

            Assert.That(process.HasExited, Is.False, "it ended before it slept");
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromMinutes(2)));
            await Task.Delay(50);
        }
    }

    public bool Exists(string database) => Value($"SELECT count(*) FROM pg_database WHERE datname = '{database}'") is 1L;

    public void Dispose() => _shop.Dispose();
}
