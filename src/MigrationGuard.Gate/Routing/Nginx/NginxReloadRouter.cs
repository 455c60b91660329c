using MigrationGuard.Gate.Routing.Flags;

namespace MigrationGuard.Gate.Routing.Nginx;

/// <summary>nginx by a file that its configuration includes, and a reload.</summary>
public sealed class NginxReloadRouter : IRouter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    // nginx gives its new workers 100 ms before it tells the old ones to take no more connections.
    private static readonly TimeSpan Overlap = TimeSpan.FromMilliseconds(250);
    private static readonly RouterObservation.Unknown NotHere = new("nginx and its files are operated from Linux and other Unix systems only");

    private readonly NginxReloadSettings _settings;
    private readonly TimeProvider _time;
    private readonly SlotInclude _include;
    private readonly NginxProgram _program;
    private readonly FlagStatus _status;
    private readonly FrontDoorProbe _probe;

    /// <summary>Makes a router of settings; nothing is asked yet.</summary>
    public NginxReloadRouter(NginxReloadSettings settings, TimeProvider? time = null)
    {
        _settings = settings;
        _time = time ?? TimeProvider.System;
        _include = new SlotInclude(settings);
        _program = new NginxProgram(settings);
        _status = new FlagStatus("nginx", settings.Status, settings.Timeout);
        _probe = new FrontDoorProbe(settings.FrontDoor);
    }

    /// <inheritdoc />
    public string Name => $"nginx, reloaded with {_settings.Include}";

    /// <summary>
    /// Not atomic: for some milliseconds old and new workers answer, and connections that are kept open are cut. Conditional among gates that see the same file
    /// system, by a lock. Drained is a slot when the old workers are gone, which is seen on Linux.
    /// </summary>
    public RouterCapabilities Capabilities { get; } = new(Atomic: false, Conditional: true, CountsInFlight: OperatingSystem.IsLinux(), Persists: true);

    /// <inheritdoc />
    public async Task<RouterObservation> ObserveAsync(CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
        {
            return NotHere;
        }

        var observation = Observation(await SeeAsync(cancellation));
        return observation is RouterObservation.At at && (_include.Obstacle() ?? await _program.CheckAsync(cancellation)) is { } obstacle
            ? new RouterObservation.Unknown(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"requests go to {at.Slot} at generation {at.Generation}, but nothing could move them: {obstacle}"))
            : observation;
    }

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

        var (taken, reason) = await new DirectoryLock(Path.GetDirectoryName(_settings.Include)!, "the included file", _settings.LockTimeout).TakeAsync(_time, cancellation);
        using (taken)
        {
            return taken is null ? new RouterObservation.NotYet(reason!) : await ChangeAsync(new SlotMark(slot, generation), expectedGeneration, cancellation);
        }
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
        _status.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<FlagSight> SeeAsync(CancellationToken cancellation) => new(await _status.ReadAsync(cancellation), _include.Read());

    private RouterObservation Observation(FlagSight sight) => sight.Observation("nginx", _settings.Slots, $"does its configuration include {_settings.Include}, and was it reloaded?");

    private async Task<RouterObservation> ChangeAsync(SlotMark wanted, long expectedGeneration, CancellationToken cancellation)
    {
        var sight = await SeeAsync(cancellation);
        if (!sight.Allows(wanted, expectedGeneration) || (sight.Runs(wanted) && sight.Stores(wanted)))
        {
            return Observation(sight);
        }

        if (!sight.Stores(wanted) && _include.Write(wanted) is { } failure)
        {
            return new RouterObservation.Unknown(failure);
        }

        if (await _program.CheckAsync(cancellation) is { } wrong)
        {
            var before = ((FlagReading.Found)sight.Running).Mark;
            return new RouterObservation.Unknown(_include.Write(before) is { } stuck ? $"{wrong}; and {stuck}" : wrong);
        }

        return await _program.ReloadAsync(cancellation) is { } deaf ? new RouterObservation.Unknown(deaf) : await TakenOverAsync(wanted, cancellation);
    }

    private async Task<RouterObservation> TakenOverAsync(SlotMark wanted, CancellationToken cancellation)
    {
        var (start, since) = (_time.GetTimestamp(), _time.GetTimestamp());
        while (true)
        {
            var asked = _time.GetTimestamp();
            var sight = await SeeAsync(cancellation);
            since = sight.Runs(wanted) ? since : asked;
            if (_time.GetElapsedTime(since) >= Overlap || _time.GetElapsedTime(start) >= _settings.ReloadTimeout)
            {
                return Observation(sight);
            }

            await Task.Delay(Pause, _time, cancellation);
        }
    }

    // The slot that gets the requests is never done; what another one still works on is with the old workers.
    private async Task<long?> CountAsync(string slot, CancellationToken cancellation) =>
        await _status.ReadAsync(cancellation) is FlagReading.Found { Worker: { } worker } found && found.Mark.Slot != slot ? OldWorkers.Count(worker) : null;
}
