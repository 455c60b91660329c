using System.Globalization;

namespace MigrationGuard.Gate.Routing.Nginx;

/// <summary>The workers of nginx that a reload has left to end their requests.</summary>
internal static class OldWorkers
{
    private const string Going = "worker process is shutting down";

    /// <summary>How many there are; null where processes cannot be seen.</summary>
    /// <param name="worker">A worker that answers: they have the same parent.</param>
    public static long? Count(int worker)
    {
        try
        {
            return OperatingSystem.IsLinux() && Parent(worker.ToString(CultureInfo.InvariantCulture)) is { } master ? Processes().LongCount(process => Parent(process) == master && IsGoing(process)) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Processes() => Directory.EnumerateDirectories("/proc").Select(folder => Path.GetFileName(folder)).Where(name => name.All(char.IsAsciiDigit));

    private static bool IsGoing(string process) => Text(process, "cmdline") is { } line && line.Contains(Going, StringComparison.Ordinal);

    // 1234 (nginx) S 1233 …: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    private static string? Parent(string process) => Text(process, "stat") is { } line ? line[(line.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var parent, ..] ? parent : null : null;

    private static string? Text(string process, string name)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{name}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile.
            return null;
        }
    }
}
