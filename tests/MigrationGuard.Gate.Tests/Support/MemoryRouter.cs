using MigrationGuard.Gate.Routing;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>A router that does what its contract says, and on wish what routers do instead.</summary>
internal sealed class MemoryRouter(Deaths deaths) : IWeightedRouter
{
    private readonly Lock _lock = new();

    public string Name => "memory";

    public RouterCapabilities Capabilities { get; init; } = new(true, true, true, true) { Weighted = true };

    public (string Slot, long Generation) Now { get; set; } = ("blue", 7);

    /// <summary>The share of the other slot; null when there is none.</summary>
    public TrafficShare? Share { get; set; }

    /// <summary>Every change that was made.</summary>
    public List<string> Changes { get; } = [];

    /// <summary>How many of the next changes are ignored.</summary>
    public int Ignores { get; set; }

    /// <summary>How many of the next answers say nothing.</summary>
    public int Silences { get; set; }

    public Func<string, string> VersionOf { get; set; } = slot => slot == "green" ? "4.3.0" : "4.2.0";

    public int Failures { get; set; }

    /// <summary>How many probes nobody answers.</summary>
    public int Unanswered { get; set; }

    /// <summary>Told of every change that is ignored.</summary>
    public Action OnIgnored { get; set; } = () => { };

    /// <summary>Told of every change.</summary>
    public Action OnApplied { get; set; } = () => { };

    public Task<RouterObservation> ObserveAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            return Task.FromResult<RouterObservation>(Silences-- > 0 ? new RouterObservation.Unknown("no answer") : Share is { } share ? new RouterObservation.Shared(share, Now.Generation) : new RouterObservation.At(Now.Slot, Now.Generation));
        }
    }

    public Task<RouterObservation> ApplyAsync(string slot, long generation, long expectedGeneration, CancellationToken cancellation) => ChangeAsync((slot, generation), null, expectedGeneration, cancellation);

    public Task<RouterObservation> ShareAsync(TrafficShare share, long generation, long expectedGeneration, CancellationToken cancellation) => ChangeAsync((share.From, generation), share, expectedGeneration, cancellation);

    private Task<RouterObservation> ChangeAsync((string Slot, long Generation) to, TrafficShare? share, long expectedGeneration, CancellationToken cancellation)
    {
        lock (_lock)
        {
            deaths.Around(() =>
            {
                if (Ignores > 0)
                {
                    OnIgnored();
                }

                if (Ignores-- <= 0 && Now.Generation == expectedGeneration)
                {
                    (Now, Share) = (to, share);
                    Changes.Add(share is null ? $"{to.Slot} {to.Generation}" : $"{share.To} {share.Percent} % {to.Generation}");
                    OnApplied();
                }

                return true;
            });
        }

        return ObserveAsync(cancellation);
    }

    public Task<ProbeResult> ProbeAsync(int samples, CancellationToken cancellation) =>
        Task.FromResult(Unanswered-- > 0 ? new ProbeResult(null, 0, samples) : Failures-- > 0 ? new ProbeResult(null, samples - 1, 1) : Share is { } share ? new ProbeResult(null, samples, 0) { Both = FrontDoorProbe.BothOf([VersionOf(share.From), VersionOf(share.To)]) } : new ProbeResult(VersionOf(Now.Slot), samples, 0));

    public Task<DrainResult> DrainAsync(string slot, TimeSpan deadline, CancellationToken cancellation) => Task.FromResult(new DrainResult(0, true));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
