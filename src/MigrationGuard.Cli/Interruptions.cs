using System.Runtime.InteropServices;

namespace MigrationGuard.Cli;

/// <summary>Work that ends in order when the process is interrupted or terminated.</summary>
internal static class Interruptions
{
    /// <summary>Runs it; null when it was interrupted. The second interruption ends the process as ever.</summary>
    public static async Task<T?> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
        where T : class
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !ended.IsCancellationRequested;
            ended.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await work(ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return null;
        }
    }
}
