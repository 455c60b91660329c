using System.Globalization;
using MigrationGuard.Bench;
using MigrationGuard.Bench.Analyzing;
using MigrationGuard.Bench.Filling;
using MigrationGuard.Bench.Guarded;
using MigrationGuard.Bench.Planned;
using MigrationGuard.Bench.Recorded;
using MigrationGuard.Bench.Switching;
using MigrationGuard.Bench.Wire;
using MigrationGuard.TestKit;

var options = args.Select(argument => argument.Split('=', 2)).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
if (options.TryGetValue("--guard", out var page))
{
    var costs = GuardBench.Run(Number("--pairs", 10));
    Console.WriteLine(costs);
    File.WriteAllText(page, costs);
    return 0;
}

if (options.TryGetValue("--switch", out var switches))
{
    var moves = await SwitchBench.RunAsync(Number("--pairs", 15));
    Console.WriteLine(moves);
    File.WriteAllText(switches, moves);
    return 0;
}

if (options.TryGetValue("--wire", out var wire))
{
    var rates = await WireBench.RunAsync(Number("--pairs", 20), Number("--milliseconds", 1000));
    Console.WriteLine(rates);
    File.WriteAllText(wire, rates);
    return 0;
}

if (options.TryGetValue("--backfill", out var backfills) && options.TryGetValue("--tool", out var filler))
{
    var rates = await new BackfillBench(filler, Number("--rows", 5_000_000), Number("--pairs", 3)).RunAsync();
    Console.WriteLine(rates);
    File.WriteAllText(backfills, rates);
    return 0;
}

if (options.TryGetValue("--plan", out var plans) && options.TryGetValue("--tool", out var planner))
{
    var waits = await new RecipeBench(planner, Number("--rows", 500_000)).RunAsync();
    Console.WriteLine(waits);
    File.WriteAllText(plans, waits);
    return 0;
}

if (options.TryGetValue("--recording", out var recordings))
{
    var overhead = RecordingBench.Run(Number("--pairs", 12));
    Console.WriteLine(overhead);
    File.WriteAllText(recordings, overhead);
    return 0;
}

if (options.TryGetValue("--analyzers", out var analyzers) && options.TryGetValue("--packages", out var packages))
{
    var costs = AnalyzerBench.Run(packages, Number("--migrations", 2000), Number("--runs", 6));
    Console.WriteLine(costs);
    File.WriteAllText(analyzers, costs);
    return 0;
}

if (options.Count != args.Length || !options.TryGetValue("--tool", out var tool) || !options.TryGetValue("--peers", out var peers))
{
    Console.Error.WriteLine("Usage: --tool=MIGRATIONGUARD --peers=FOLDER_OF_NPM_PROGRAMS [--files=10000] [--runs=5] [--report=docs/benchmarks.md]; or --guard=docs/benchmarks-guard.md [--pairs=10]; or --switch=docs/benchmarks-switch.md [--pairs=15]; or --wire=docs/benchmarks-wire.md [--pairs=20] [--milliseconds=1000]; or --backfill=docs/benchmarks-backfill.md --tool=MIGRATIONGUARD [--rows=5000000] [--pairs=3]; or --plan=docs/benchmarks-plan.md --tool=MIGRATIONGUARD [--rows=500000]; or --recording=docs/benchmarks-recording.md [--pairs=12]; or --analyzers=docs/benchmarks-analyzers.md --packages=FOLDER [--migrations=2000] [--runs=6]");
    return 3;
}

if (!OperatingSystem.IsLinux())
{
    Console.Error.WriteLine("Peak memory is read from /proc: the benchmark runs on Linux only.");
    return 2;
}

var plan = new BenchPlan(Number("--files", 10_000), Number("--runs", 5));
var report = options.GetValueOrDefault("--report", RepositoryFiles.Path("docs", "benchmarks.md"));
try
{
    using var folder = MigrationFolder.Create(plan.Files);
    Console.Error.WriteLine(folder.Shape);
    var results = new BenchRunner(plan, folder).Run(Contestant.All(tool, peers));
    var text = BenchReport.Write(plan, folder, results);
    Console.WriteLine(text);
    File.WriteAllText(report, text);
    return 0;
}
catch (BenchException e)
{
    Console.Error.WriteLine(e.Message);
    return 6;
}

int Number(string name, int otherwise) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
