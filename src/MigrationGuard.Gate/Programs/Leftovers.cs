using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MigrationGuard.Gate.Programs;

/// <summary>The processes of a command, also those that lost their parent: they inherited a variable that nobody else has.</summary>
internal sealed class Leftovers
{
    private const int Rounds = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>The variable.</summary>
    public const string Variable = "MIGRATIONGUARD_RUN";

    /// <summary>Its value.</summary>
    public string Value { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Kills a process with everything that it started, and waits until it is gone.</summary>
    public async Task KillAsync(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
        }

        for (var round = 0; round < Rounds && Find() is { Count: > 0 } left; round++)
        {
            left.ForEach(Kill);
            await Task.Delay(Pause);
        }

        using var patience = new CancellationTokenSource(Pause * Rounds);
        await Task.WhenAny(process.WaitForExitAsync(patience.Token));
    }

    // Only Linux shows the environment of processes as a file.
    private List<int> Find()
    {
        var wanted = Encoding.ASCII.GetBytes($"{Variable}={Value}\0");
        return !OperatingSystem.IsLinux() ? [] :
        [
            .. Directory.EnumerateDirectories("/proc")
                .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
                .Where(id => id > 0 && id != Environment.ProcessId && Has(id, wanted)),
        ];
    }

    private static bool Has(int id, byte[] wanted)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id}/environ").AsSpan().IndexOf(wanted) >= 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or Win32Exception)
        {
        }
    }
}
