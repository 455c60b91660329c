using System.Globalization;
using MigrationGuard.Postgres.Wire;
using MigrationGuard.Recordings;

namespace MigrationGuard.Cli.Recorders;

/// <summary>Records what goes through a proxy, while a command runs or until this tool is interrupted.</summary>
internal static class WireRun
{
    /// <summary>Runs; gives what was recorded, and why the command failed.</summary>
    /// <exception cref="UsageException">The proxy cannot listen.</exception>
    public static async Task<(IReadOnlyList<Recording> Recordings, string? Failure)> RunAsync(
        WireRecorderOptions options, IReadOnlyList<string> command, Surroundings surroundings, CancellationToken cancellation)
    {
        var recorder = new StatementRecorder(options.Limits, surroundings.Time);
        var wire = Start(options, recorder);
        string? failure;
        try
        {
            surroundings.Say(FormattableString.Invariant($"recording what goes through {wire.EndPoint} to {options.Server.Host}:{options.Server.Port}"));
            failure = command.Count == 0
                ? await UntilInterruptedAsync(surroundings, cancellation)
                : await RecordedProcess.RunAsync(command, Environment(wire), surroundings, cancellation);
        }
        finally
        {
            await wire.DisposeAsync();
        }

        foreach (var note in wire.Notes)
        {
            surroundings.Say(note);
        }

        return ([recorder.Snapshot()], failure);
    }

    private static WireRecorder Start(WireRecorderOptions options, StatementRecorder recorder)
    {
        try
        {
            return WireRecorder.Start(options, recorder);
        }
        catch (WireException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    private static async Task<string?> UntilInterruptedAsync(Surroundings surroundings, CancellationToken cancellation)
    {
        surroundings.Say("interrupt (Ctrl+C) ends the recording");
        await Interruptions.RunAsync<object>(static async ended =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, ended);
            return new object();
        }, cancellation);
        return null;
    }

    // libpq and the drivers that follow it connect there unless they are told otherwise.
    private static Dictionary<string, string> Environment(WireRecorder wire) => new(StringComparer.Ordinal)
    {
        ["PGHOST"] = wire.EndPoint.Address.ToString(),
        ["PGPORT"] = wire.EndPoint.Port.ToString(CultureInfo.InvariantCulture),
    };
}
