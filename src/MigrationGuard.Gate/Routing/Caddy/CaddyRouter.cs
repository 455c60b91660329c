namespace MigrationGuard.Gate.Routing.Caddy;

/// <summary>Caddy by its admin API: one handler is replaced, on condition of what was read.</summary>
public sealed class CaddyRouter : IWeightedRouter
{
    private readonly CaddySettings _settings;
    private readonly TimeProvider _time;
    private readonly CaddyAdmin _admin;
    private readonly CaddyConfiguration _configuration;
    private readonly CaddyUpstreams _upstreams;
    private readonly FrontDoorProbe _probe;

    /// <summary>Makes a router of settings; nothing is asked yet.</summary>
    public CaddyRouter(CaddySettings settings, TimeProvider? time = null)
    {
        _settings = settings;
        _time = time ?? TimeProvider.System;
        _admin = new CaddyAdmin(settings);
        _configuration = new CaddyConfiguration(settings, _admin);
        _upstreams = new CaddyUpstreams(settings, _admin);
        _probe = new FrontDoorProbe(settings.FrontDoor);
    }

    /// <inheritdoc />
    public string Name => $"caddy, {_settings.Id} at {_settings.Admin}";

    /// <summary>
    /// Atomic: a request goes by one configuration from its beginning to its end. Conditional: Caddy itself compares. Requests are counted by Caddy. What is
    /// changed is stored for a start with <c>--resume</c>.
    /// </summary>
    public RouterCapabilities Capabilities { get; } = new(Atomic: true, Conditional: true, CountsInFlight: true, Persists: true) { Weighted = true };

    /// <inheritdoc />
    public async Task<RouterObservation> ObserveAsync(CancellationToken cancellation) => await _configuration.ReadAsync(cancellation) switch
    {
        CaddyReading.Found { Choice: var choice } when Stranger(choice) is { } stranger => new RouterObservation.Unknown($"Caddy sends requests to {stranger}, which is no slot of {_settings.Id}"),
        CaddyReading.Found { Choice: var choice } => await _configuration.ForgottenAsync(choice, cancellation) is { } forgotten
            ? new RouterObservation.NotYet($"requests go to {choice.Words}, but a restart would undo that: {forgotten}")
            : choice.Observation,
        CaddyReading.Failed failed => new RouterObservation.Unknown(failed.Reason),
        _ => new RouterObservation.Unknown(""),
    };

    /// <inheritdoc />
    public Task<RouterObservation> ApplyAsync(string slot, long generation, long expectedGeneration, CancellationToken cancellation) =>
        ChangeAsync(new CaddyChoice(slot, generation, null), expectedGeneration, cancellation);

    /// <inheritdoc />
    public Task<RouterObservation> ShareAsync(TrafficShare share, long generation, long expectedGeneration, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(share.Percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share.Percent, 99);
        return ChangeAsync(new CaddyChoice(share.From, generation, share), expectedGeneration, cancellation);
    }

    /// <inheritdoc />
    public Task<ProbeResult> ProbeAsync(int samples, CancellationToken cancellation) => _probe.ProbeAsync(samples, cancellation);

    /// <inheritdoc />
    public Task<DrainResult> DrainAsync(string slot, TimeSpan deadline, CancellationToken cancellation) =>
        new Draining(_time, _settings.PollInterval).WaitAsync(token => _upstreams.InFlightAsync(slot, token), deadline, cancellation);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _probe.Dispose();
        _admin.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<RouterObservation> ChangeAsync(CaddyChoice wanted, long expectedGeneration, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(wanted.Generation, expectedGeneration);
        if (Stranger(wanted) is { } stranger)
        {
            return new RouterObservation.Unknown($"slot {stranger} has no upstreams in the settings of the router");
        }

        if (await _configuration.ReadAsync(cancellation) is not CaddyReading.Found before || before.Choice == wanted || before.Choice.Generation != expectedGeneration)
        {
            return await ObserveAsync(cancellation);
        }

        if (await _upstreams.ObstacleAsync(wanted.Share?.To ?? wanted.Slot, cancellation) is { } obstacle)
        {
            return new RouterObservation.NotYet($"nothing was changed: {obstacle}");
        }

        var end = await _configuration.WriteAsync(before, wanted, cancellation);
        var after = await ObserveAsync(cancellation);
        return end is ChangeEnd.Failed failed && after != wanted.Observation ? new RouterObservation.Unknown(failed.Reason) : after;
    }

    private string? Stranger(CaddyChoice choice) => new[] { choice.Slot, choice.Share?.To ?? choice.Slot }.FirstOrDefault(slot => !_settings.Upstreams.ContainsKey(slot));
}
