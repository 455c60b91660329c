using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MigrationGuard.Bench;

/// <summary>One run of a process.</summary>
/// <param name="Wall">From before the start to after the end.</param>
/// <param name="PeakBytes">Highest resident memory (VmHWM of /proc), seen at most 5 ms before the end.</param>
/// <param name="ExitCode">The exit code.</param>
public sealed record Measurement(TimeSpan Wall, long PeakBytes, int ExitCode)
{
    /// <summary>Runs a command with its output in a file.</summary>
    public static Measurement Of(string[] command, OutputFile output)
    {
        // exec: the shell that opens the file becomes the tool, so that its memory is the tool's.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "out=$1; shift; exec \"$@\" >\"$out\" 2>&1", "sh", output.Path, .. command]);
        start.Environment["NO_COLOR"] = "1";
        var watch = Stopwatch.StartNew();
        try
        {
            using var process = Process.Start(start)!;
            long peak = 0;
            do
            {
                peak = Math.Max(peak, PeakOf(process.Id));
            }
            while (!process.WaitForExit(5));
            return new Measurement(watch.Elapsed, peak, process.ExitCode);
        }
        catch (Win32Exception e)
        {
            throw new BenchException($"{command[0]} does not start: {e.Message}");
        }
    }

    private static long PeakOf(int process)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{process}/status"))
            {
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                {
                    return 1024 * long.Parse(line.AsSpan(6).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
                }
            }
        }
        catch (IOException)
        {
            // The process has just ended.
        }

        return 0;
    }
}
