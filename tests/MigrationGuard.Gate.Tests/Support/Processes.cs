using System.Diagnostics;
using System.Globalization;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>Processes of which the numbers are the lines of a file.</summary>
internal static class Processes
{
    // The dead whom nobody has asked about yet are no processes any more.
    public static IReadOnlyList<string> Alive(string file) => [.. File.ReadAllLines(file).Where(IsAlive)];

    public static void Kill(string file)
    {
        foreach (var id in File.ReadAllLines(file))
        {
            using var process = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
            process.Kill();
        }
    }

    private static bool IsAlive(string id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
