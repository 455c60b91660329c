using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MigrationGuard.Bench.Analyzing;

/// <summary>What the analyzers cost a build, by the compiler's own report.</summary>
public static partial class AnalyzerBench
{
    private const double Allowed = 0.3;

    /// <summary>Builds a project of many migrations several times and writes what the compiler says about the analyzers, as Markdown.</summary>
    /// <exception cref="BenchException">The project does not build.</exception>
    public static string Run(string packages, int migrations, int runs)
    {
        using var project = MigrationProject.Create(migrations, Path.GetFullPath(packages));
        Build(project, "restore");
        var times = Enumerable.Range(0, runs).Select(_ => TimeOf(Build(project, "build --no-restore -t:Rebuild -v:d -p:ReportAnalyzer=true -p:UseSharedCompilation=true"))).ToList();
        var warm = times.Skip(1).Order().ToList();
        var (best, median) = (warm[0] / migrations, warm[warm.Count / 2] / migrations);
        return string.Create(CultureInfo.InvariantCulture, $"""
            # What the analyzers cost a build

            Written by `dotnet cake --target=Bench`. {migrations:N0} FluentMigrator migrations with up and down, a file each, built {runs} times with the packed analyzers; the times are those of both analyzers in the
            compiler's own report (`-p:ReportAnalyzer=true`). The compiler server stays, as it does on a developer's machine: only the first build may have had to compile the analyzers themselves.

            | build | ms | ms a migration |
            |---|---:|---:|
            | first | {times[0]:N0} | {times[0] / migrations:N3} |
            | median of the others | {warm[warm.Count / 2]:N0} | {median:N3} |
            | best | {warm[0]:N0} | {best:N3} |

            Allowed are {Allowed} ms a migration; the best build {(best <= Allowed ? "keeps" : "does not keep")} to it, the median {(median <= Allowed ? "keeps" : "does not keep")} to it.

            """);
    }

    private static string Build(MigrationProject project, string arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments + " -nologo") { WorkingDirectory = project.Folder, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 || output.Contains("error MG", StringComparison.Ordinal) ? output
            : throw new BenchException($"The project of migrations does not build:\n{string.Join('\n', output.Split('\n').Where(line => line.Contains("error", StringComparison.Ordinal)).Take(5))}");
    }

    private static double TimeOf(string output)
    {
        var rows = ReportRow().Matches(output).Select(row => row.Groups["seconds"].Value).ToList();
        return rows.Count == 2 ? rows.Sum(seconds => 1000 * double.Parse(seconds, CultureInfo.InvariantCulture))
            : throw new BenchException($"The compiler's report has {rows.Count} rows about the analyzers, not two.");
    }

    // "<0.001" is what the compiler writes for less than it measures.
    [GeneratedRegex(@"^\s*<?(?<seconds>[0-9.]+)\s+<?[0-9]+\s+MigrationGuard\.Analyzers\.(Step|History)Analyzer\b", RegexOptions.Multiline)]
    private static partial Regex ReportRow();
}
