using System.Diagnostics;
using System.Globalization;
using MigrationGuard.Execution;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres.Execution;

namespace MigrationGuard.PostgreSql.Tests.Execution;

/// <summary>A process of its own that takes the steps of one file, so that a test can kill it.</summary>
internal static class StepChild
{
    public static async Task<int> Main(string[] args)
    {
        var (connection, token, sql) = (args[0], long.Parse(args[1], CultureInfo.InvariantCulture), args[2]);
        var runner = new PostgresStepRunner(connection, new StepSettings { LockTimeout = TimeSpan.FromSeconds(30) });
        var run = StepScene.RunOf(("01.sql", sql));
        StepReport report;
        do
        {
            report = await runner.RunNextAsync(run, new Lease("test", "child", token, DateTimeOffset.MaxValue), CancellationToken.None);
        }
        while (report.Verdict == StepVerdict.Done && report.Steps < report.Total);
        await Console.Out.WriteLineAsync(report.Why);
        return (int)report.Verdict;
    }

    /// <summary>Starts it.</summary>
    public static Process Start(StepScene scene, string sql)
    {
        string[] arguments = ["exec", typeof(StepChild).Assembly.Location, scene.Database.ConnectionString, scene.Lease.Token.ToString(CultureInfo.InvariantCulture), sql];
        return Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet", arguments) { RedirectStandardOutput = true })!;
    }
}
