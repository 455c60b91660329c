using System.Globalization;
using MigrationGuard.Gate.Programs;

namespace MigrationGuard.Gate.Routing;

/// <summary>Any router that commands of the shell know.</summary>
public sealed class ExecRouter : IRouter
{
    /// <summary>The exit code of a command that means: not yet, ask again (EX_TEMPFAIL of sysexits.h).</summary>
    public const int NotYet = 75;

    /// <summary>The exit code of a command that means: refused, another generation than the expected one is there.</summary>
    public const int Refused = 76;

    private readonly ExecRouterSettings _settings;
    private readonly TimeProvider _time;
    private readonly FrontDoorProbe _probe;

    /// <summary>Makes a router of settings; nothing is run yet.</summary>
    public ExecRouter(ExecRouterSettings settings, TimeProvider? time = null)
    {
        _settings = settings;
        _time = time ?? TimeProvider.System;
        _probe = new FrontDoorProbe(settings.FrontDoor);
        Capabilities = new RouterCapabilities(settings.Atomic, settings.Conditional, settings.Drain is not null, settings.Persists);
    }

    /// <inheritdoc />
    public string Name => "exec";

    /// <inheritdoc />
    public RouterCapabilities Capabilities { get; }

    /// <inheritdoc />
    public async Task<RouterObservation> ObserveAsync(CancellationToken cancellation) => await RunAsync("observe", _settings.Observe, [], cancellation) switch
    {
        ProgramEnd.Ended { ExitCode: 0 } ended => RouterAnswer.Observation(ended.Output.Answer, "the observe command"),
        ProgramEnd.Ended { ExitCode: NotYet } ended => new RouterObservation.NotYet(ended.Output.FirstError),
        var end => new RouterObservation.Unknown(Failure("observe", end)),
    };

    /// <inheritdoc />
    public Task<RouterObservation> ApplyAsync(string slot, long generation, long expectedGeneration, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(generation, expectedGeneration);
        (string, string)[] environment = [("SLOT", slot), ("GENERATION", Text(generation)), ("EXPECTED_GENERATION", Text(expectedGeneration))];
        return new ConditionalChange(ObserveAsync, async token => await RunAsync("apply", _settings.Apply, environment, token) switch
        {
            ProgramEnd.Ended { ExitCode: 0 } => new ChangeEnd.Done(),
            ProgramEnd.Ended { ExitCode: NotYet } ended => new ChangeEnd.NotYet(ended.Output.FirstError),
            ProgramEnd.Ended { ExitCode: Refused } => new ChangeEnd.Refused(),
            var end => new ChangeEnd.Failed(Failure("apply", end)),
        }).MakeAsync(new RouterObservation.At(slot, generation), expectedGeneration, cancellation);
    }

    /// <inheritdoc />
    public Task<ProbeResult> ProbeAsync(int samples, CancellationToken cancellation) => _probe.ProbeAsync(samples, cancellation);

    /// <inheritdoc />
    public Task<DrainResult> DrainAsync(string slot, TimeSpan deadline, CancellationToken cancellation) =>
        new Draining(_time, _settings.PollInterval).WaitAsync(token => CountAsync(slot, token), deadline, cancellation);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _probe.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<long?> CountAsync(string slot, CancellationToken cancellation) =>
        _settings.Drain is { } drain && await RunAsync("drain", drain, [("SLOT", slot)], cancellation) is ProgramEnd.Ended { ExitCode: 0 } ended ? RouterAnswer.Remaining(ended.Output.Answer) : null;

    private Task<ProgramEnd> RunAsync(string action, string command, IEnumerable<(string Name, string Value)> values, CancellationToken cancellation)
    {
        var environment = values.Append(("ACTION", action)).ToDictionary(value => $"MIGRATIONGUARD_{value.Item1}", string? (value) => value.Item2);
        return (ProgramRun.Shell(command, _settings.Timeout) with { Directory = _settings.Directory, Environment = environment }).RunAsync(cancellation);
    }

    // The command itself is not shown: it may hold a secret.
    private static string Failure(string action, ProgramEnd end) => end switch
    {
        ProgramEnd.Ended ended => string.Create(CultureInfo.InvariantCulture, $"the {action} command of the router ended with exit code {ended.ExitCode}: {ended.Output.FirstError}"),
        ProgramEnd.Failed failed => $"the {action} command of the router: {failed.Reason}",
        _ => "",
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
