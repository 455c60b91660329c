using System.Diagnostics;
using System.Globalization;

namespace MigrationGuard.TestKit;

/// <summary>Does to a process what Ctrl-C does.</summary>
public static class Interruption
{
    private const string Status = "/proc/self/status";
    private const string Ignored = "SigIgn:";
    private const ulong Interrupt = 1 << 1;

    // A shell starts background jobs with interrupts ignored, and their children inherit that; a termination is then what comes nearest.
    private static string Signal { get; } = AreIgnored() ? "-TERM" : "-INT";

    /// <summary>Interrupts a process; whether and when it ends is its own affair.</summary>
    public static void Send(Process process)
    {
        using var kill = Process.Start("kill", [Signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static bool AreIgnored()
    {
        var line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal)) : null;
        return line is not null && (ulong.Parse(line.AsSpan(Ignored.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Interrupt) != 0;
    }
}
