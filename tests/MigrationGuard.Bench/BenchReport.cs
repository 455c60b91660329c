using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace MigrationGuard.Bench;

/// <summary>The page docs/benchmarks.md.</summary>
internal static class BenchReport
{
    public static string Write(BenchPlan plan, MigrationFolder folder, BenchResult[] results)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Benchmarks

            Written by `dotnet cake --target=Bench`; do not edit.

            {folder.Shape}: tables with indexes and foreign keys, added columns, backfills, DO blocks, functions, comments.
            Whole processes, start included, output to a file; {plan.Runs} rounds in which the tools run one after the other, after one round that warms the file cache.
            The ratio is the median of the ratios round by round: above 1 the tool takes longer than MigrationGuard.
            The first finding is the median of {results[0].OneFile.Count} runs over one file with one CREATE INDEX.

            | tool | version | wall, median | files a second | wall, ratio to MigrationGuard | peak memory | first finding |
            |---|---|---:|---:|---:|---:|---:|

            """);
        foreach (var result in results)
        {
            text.Append(Row(folder, result, results[0])).Append('\n');
        }

        return text.Append(CultureInfo.InvariantCulture, $"\nMachine: {Processor()}, {Environment.ProcessorCount} cores; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}.\n").ToString();
    }

    private static string Row(MigrationFolder folder, BenchResult result, BenchResult first)
    {
        var wall = Median(result.Folder.Select(run => run.Wall.TotalSeconds));
        var ratio = Median(result.Folder.Zip(first.Folder, (run, ours) => run.Wall / ours.Wall));
        var peak = result.Folder.Max(run => run.PeakBytes) / 1e6;
        var finding = Median(result.OneFile.Select(run => run.Wall.TotalMilliseconds));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {result.Contestant.Name} | {result.Contestant.Version} | {wall:F2} s | {folder.Paths.Length / wall:N0} | {ratio:F2} | {peak:N0} MB | {finding:N0} ms |");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Processor() => File.ReadLines("/proc/cpuinfo")
        .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
}
