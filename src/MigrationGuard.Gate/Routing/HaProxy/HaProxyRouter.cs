namespace MigrationGuard.Gate.Routing.HaProxy;

/// <summary>HAProxy by its runtime map, for now, and the map's file, for after a restart.</summary>
public sealed class HaProxyRouter : IWeightedRouter
{
    private static readonly RouterObservation.Unknown NotHere = new("HAProxy and its map file are operated from Linux and other Unix systems only");

    private readonly HaProxySettings _settings;
    private readonly TimeProvider _time;
    private readonly RuntimeMap _running;
    private readonly MapFile _stored;
    private readonly BackendStatistics _statistics;
    private readonly FrontDoorProbe _probe;
    private readonly HaProxyCheck _check;

    /// <summary>Makes a router of settings; nothing is asked yet.</summary>
    public HaProxyRouter(HaProxySettings settings, TimeProvider? time = null)
    {
        var socket = new AdminSocket(settings.Socket, settings.Timeout);
        _settings = settings;
        _time = time ?? TimeProvider.System;
        _running = new RuntimeMap(settings, socket);
        _stored = new MapFile(settings);
        _statistics = new BackendStatistics(socket);
        _probe = new FrontDoorProbe(settings.FrontDoor);
        _check = new HaProxyCheck(settings, _stored, _statistics, this);
        Capabilities = new(Atomic: true, Conditional: true, CountsInFlight: true, Persists: true) { Weighted = settings.Weighted };
    }

    /// <inheritdoc />
    public string Name => $"haproxy, key {_settings.Key} of {_settings.Map}";

    /// <summary>
    /// Atomic: one value moves all requests. Conditional among gates that see the same file system, by a lock; HAProxy itself compares nothing, so that a change
    /// by hand in the same moment is found by the observation afterwards only. Requests are counted by HAProxy. The file keeps the slot.
    /// </summary>
    public RouterCapabilities Capabilities { get; }

    /// <inheritdoc />
    public async Task<RouterObservation> ObserveAsync(CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
        {
            return NotHere;
        }

        var observation = (await LookAsync(cancellation)).Observation(_settings);
        var where = observation switch
        {
            RouterObservation.At at => FormattableString.Invariant($"requests go to {at.Slot} at generation {at.Generation}"),
            RouterObservation.Shared shared => FormattableString.Invariant($"{shared.Share.Percent} % of the requests go to {shared.Share.To} at generation {shared.Generation}"),
            _ => null,
        };
        return where is not null && (_stored.Obstacle() ?? await _check.ConfigurationAsync(cancellation)) is { } obstacle
            ? new RouterObservation.NotYet($"{where}, but a change would not last: {obstacle}")
            : observation;
    }

    /// <inheritdoc />
    public async Task<RouterObservation> ApplyAsync(string slot, long generation, long expectedGeneration, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(generation, expectedGeneration);
        return _settings.Backends.TryGetValue(slot, out var backend)
            ? await UnderLockAsync(new MapValue(backend, generation), expectedGeneration, cancellation)
            : NoBackend(slot);
    }

    /// <inheritdoc />
    public async Task<RouterObservation> ShareAsync(TrafficShare share, long generation, long expectedGeneration, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(generation, expectedGeneration);
        ArgumentOutOfRangeException.ThrowIfLessThan(share.Percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share.Percent, 99);
        return (_settings.Backends.GetValueOrDefault(share.From), _settings.Backends.GetValueOrDefault(share.To)) switch
        {
            _ when !_settings.Weighted => new RouterObservation.Unknown("this HAProxy is not declared as weighted: its configuration may not know shares"),
            (null, _) => NoBackend(share.From),
            (_, null) => NoBackend(share.To),
            var (rest, to) => await UnderLockAsync(new MapValue(rest, generation, new MapShare(to, share.Percent)), expectedGeneration, cancellation),
        };
    }

    /// <inheritdoc />
    public Task<ProbeResult> ProbeAsync(int samples, CancellationToken cancellation) => _probe.ProbeAsync(samples, cancellation);

    /// <inheritdoc />
    public Task<DrainResult> DrainAsync(string slot, TimeSpan deadline, CancellationToken cancellation) =>
        new Draining(_time, _settings.PollInterval).WaitAsync(
            token => _settings.Backends.TryGetValue(slot, out var backend) ? _statistics.InFlightAsync(backend, token) : Task.FromResult<long?>(null),
            deadline,
            cancellation);

    /// <summary>What would keep a switch from working, in sentences; empty when nothing is known. Changes nothing.</summary>
    public Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellation) => _check.RunAsync(cancellation);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _probe.Dispose();
        return ValueTask.CompletedTask;
    }

    private static RouterObservation.Unknown NoBackend(string slot) => new($"slot {slot} has no backend in the settings of the router");

    private async Task<RouterObservation> UnderLockAsync(MapValue wanted, long expectedGeneration, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
        {
            return NotHere;
        }

        var (taken, reason) = await new DirectoryLock(Path.GetDirectoryName(Path.GetFullPath(_settings.MapFile))!, "the map", _settings.LockTimeout).TakeAsync(_time, cancellation);
        using (taken)
        {
            return taken is null ? new RouterObservation.NotYet(reason!) : await ChangeAsync(wanted, expectedGeneration, cancellation);
        }
    }

    private async Task<MapSight> LookAsync(CancellationToken cancellation) => new(await _running.ReadAsync(cancellation), _stored.Read());

    private async Task<RouterObservation> ChangeAsync(MapValue wanted, long expectedGeneration, CancellationToken cancellation)
    {
        var sight = await LookAsync(cancellation);
        if (!sight.Allows(wanted, expectedGeneration))
        {
            return sight.Observation(_settings);
        }

        if (!sight.Runs(wanted))
        {
            if (await ObstacleAsync(wanted, cancellation) is { } obstacle)
            {
                return new RouterObservation.NotYet($"nothing was changed: {obstacle}");
            }

            if (await _running.WriteAsync(wanted, cancellation) is { } refusal)
            {
                return new RouterObservation.Unknown(refusal);
            }
        }

        // Requests first: going back must work when a disk is full.
        var failure = sight.Stores(wanted) ? null : _stored.Write(wanted);
        var observation = (await LookAsync(cancellation)).Observation(_settings);
        return failure is not null && observation is RouterObservation.NotYet notYet ? new RouterObservation.NotYet($"{notYet.Reason}; {failure}") : observation;
    }

    private async Task<string?> ObstacleAsync(MapValue wanted, CancellationToken cancellation) =>
        await _statistics.ObstacleAsync(wanted.Backend, cancellation) ?? (wanted.Share is { } share ? await _statistics.ObstacleAsync(share.Backend, cancellation) : null);
}
