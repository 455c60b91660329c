using Microsoft.Win32.SafeHandles;

namespace MigrationGuard.Gate.Routing;

/// <summary>Keeps other gates from changing the same files: a lock on their directory, which needs no right to write and leaves nothing behind.</summary>
/// <param name="directory">The directory.</param>
/// <param name="what">What is changed there, in the words of messages.</param>
/// <param name="timeout">How long to wait for somebody else's change.</param>
internal sealed class DirectoryLock(string directory, string what, TimeSpan timeout)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Takes the lock; a sentence when that failed.</summary>
    public async Task<(SafeFileHandle? Taken, string? Reason)> TakeAsync(TimeProvider time, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        SafeFileHandle? opened = null;
        try
        {
            opened = Posix.OpenDirectory(directory);
            while (!Posix.TryLock(opened))
            {
                if (time.GetElapsedTime(start) >= timeout)
                {
                    opened.Dispose();
                    return (null, $"another change of {what} is under way");
                }

                await Task.Delay(Pause, time, cancellation);
            }

            return (opened, null);
        }
        catch (IOException failure)
        {
            opened?.Dispose();
            return (null, $"the directory of {what} cannot be locked: {failure.Message}");
        }
        catch (OperationCanceledException)
        {
            opened?.Dispose();
            throw;
        }
    }
}
