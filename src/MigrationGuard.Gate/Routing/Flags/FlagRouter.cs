namespace MigrationGuard.Gate.Routing.Flags;

/// <summary>nginx or Caddy by a file that its configuration tests at every request: nothing is reloaded.</summary>
public sealed class FlagRouter : IRouter
{
    private static readonly RouterObservation.Unknown NotHere = new("flags are operated from Linux and other Unix systems only");

    private readonly FlagSettings _settings;
    private readonly TimeProvider _time;
    private readonly FlagFolder _flags;
    private readonly FlagStatus _status;
    private readonly FrontDoorProbe _probe;

    /// <summary>Makes a router of settings; nothing is asked yet.</summary>
    public FlagRouter(FlagSettings settings, TimeProvider? time = null)
    {
        _settings = settings;
        _time = time ?? TimeProvider.System;
        _flags = new FlagFolder(settings);
        _status = new FlagStatus(settings.Product, settings.Status, settings.Timeout);
        _probe = new FrontDoorProbe(settings.FrontDoor);
    }

    /// <inheritdoc />
    public string Name => $"{_settings.Product.ToLowerInvariant()}, flags in {_settings.Flags}";

    /// <summary>
    /// Atomic: one rename moves all requests of all workers. Conditional among gates that see the same file system, by a lock. Requests are not
    /// counted. The flag is a file, and survives what the server does not.
    /// </summary>
    public RouterCapabilities Capabilities { get; } = new(Atomic: true, Conditional: true, CountsInFlight: false, Persists: true);

    /// <inheritdoc />
    public async Task<RouterObservation> ObserveAsync(CancellationToken cancellation) => OperatingSystem.IsWindows() ? NotHere : await LookAsync(cancellation) switch
    {
        RouterObservation.At at when _flags.Obstacle() is { } obstacle =>
            new RouterObservation.Unknown(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"requests go to {at.Slot} at generation {at.Generation}, but nothing could move them: {obstacle}")),
        var observation => observation,
    };

    /// <inheritdoc />
    public async Task<RouterObservation> ApplyAsync(string slot, long generation, long expectedGeneration, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(generation, expectedGeneration);
        if (!_settings.Slots.Contains(slot, StringComparer.Ordinal))
        {
            return new RouterObservation.Unknown($"slot {slot} is not in the settings of the router");
        }

        if (OperatingSystem.IsWindows())
        {
            return NotHere;
        }

        if (!Directory.Exists(_settings.Flags))
        {
            return new RouterObservation.Unknown(_flags.Obstacle()!);
        }

        var (taken, reason) = await new DirectoryLock(_settings.Flags, "the flags", _settings.LockTimeout).TakeAsync(_time, cancellation);
        using (taken)
        {
            return taken is null ? new RouterObservation.NotYet(reason!) : await ChangeAsync(new SlotMark(slot, generation), expectedGeneration, cancellation);
        }
    }

    /// <inheritdoc />
    public Task<ProbeResult> ProbeAsync(int samples, CancellationToken cancellation) => _probe.ProbeAsync(samples, cancellation);

    /// <inheritdoc />
    public Task<DrainResult> DrainAsync(string slot, TimeSpan deadline, CancellationToken cancellation) =>
        new Draining(_time, deadline).WaitAsync(_ => Task.FromResult<long?>(null), deadline, cancellation);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _probe.Dispose();
        _status.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<RouterObservation> LookAsync(CancellationToken cancellation) => Observation(await SeeAsync(cancellation));

    private async Task<FlagSight> SeeAsync(CancellationToken cancellation) => new(await _status.ReadAsync(cancellation), _flags.Read());

    private RouterObservation Observation(FlagSight sight) => sight.Observation(_settings.Product, _settings.Slots, $"does its configuration name {_settings.Flags}?");

    private async Task<RouterObservation> ChangeAsync(SlotMark wanted, long expectedGeneration, CancellationToken cancellation)
    {
        var sight = await SeeAsync(cancellation);
        if (!sight.Allows(wanted, expectedGeneration) || sight.Stores(wanted))
        {
            return Observation(sight);
        }

        return _flags.Write(wanted) is { } failure ? new RouterObservation.Unknown(failure) : await LookAsync(cancellation);
    }
}
