using System.Globalization;
using MigrationGuard.Postgres.Wire;
using MigrationGuard.Recordings;

namespace MigrationGuard.Cli.Recorders;

/// <summary>Records what goes through a proxy, while a command runs or until this tool is interrupted.</summary>
/// <param name="options">Where it listens, and where the server is.</param>
/// <param name="names">Names types that PostgreSQL itself does not have, or null.</param>
/// <param name="surroundings">Where messages go.</param>
internal sealed class WireRun(WireRecorderOptions options, ITypeNames? names, Surroundings surroundings)
{
    /// <summary>Runs; gives what was recorded, and why the command failed.</summary>
    /// <exception cref="UsageException">The proxy cannot listen.</exception>
    public async Task<(Recording Recording, string? Failure)> RunAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        var recorder = new StatementRecorder(options.Limits, surroundings.Time);
        var wire = Start(recorder);
        string? failure;
        try
        {
            surroundings.Say(FormattableString.Invariant($"recording what goes through {wire.EndPoint} to {options.Server.Host}:{options.Server.Port}"));
            failure = command.Count == 0
                ? await UntilInterruptedAsync(cancellation)
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

        return (recorder.Snapshot(), failure);
    }

    private WireRecorder Start(StatementRecorder recorder)
    {
        try
        {
            return WireRecorder.Start(options, recorder, names);
        }
        catch (WireException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    private async Task<string?> UntilInterruptedAsync(CancellationToken cancellation)
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
