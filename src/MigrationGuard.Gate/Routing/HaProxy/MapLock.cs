using Microsoft.Win32.SafeHandles;

namespace MigrationGuard.Gate.Routing.HaProxy;

/// <summary>Keeps other gates from changing the same map: a lock on the directory of the file, which needs no right to write and leaves nothing behind.</summary>
internal static class MapLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Takes the lock; a sentence when that failed.</summary>
    public static async Task<(SafeFileHandle? Taken, string? Reason)> TakeAsync(HaProxySettings settings, TimeProvider time, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        try
        {
            var directory = Posix.OpenDirectory(Path.GetDirectoryName(Path.GetFullPath(settings.MapFile))!);
            while (!Posix.TryLock(directory))
            {
                if (time.GetElapsedTime(start) >= settings.LockTimeout)
                {
                    directory.Dispose();
                    return (null, "another change of the map is under way");
                }

                await Task.Delay(Pause, time, cancellation);
            }

            return (directory, null);
        }
        catch (IOException failure)
        {
            return (null, $"the directory of the map file cannot be locked: {failure.Message}");
        }
    }
}
