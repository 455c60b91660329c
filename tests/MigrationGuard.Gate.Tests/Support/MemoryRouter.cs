using MigrationGuard.Gate.Routing;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>A router that does what its contract says, and on wish what routers do instead.</summary>
internal sealed class MemoryRouter(Deaths deaths) : IRouter
{
    private readonly Lock _lock = new();

    public string Name => "memory";

    public RouterCapabilities Capabilities { get; init; } = new(true, true, true, true);

    public (string Slot, long Generation) Now { get; set; } = ("blue", 7);

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
            return Task.FromResult<RouterObservation>(Silences-- > 0 ? new RouterObservation.Unknown("no answer") : new RouterObservation.At(Now.Slot, Now.Generation));
        }
    }

    public Task<RouterObservation> ApplyAsync(string slot, long generation, long expectedGeneration, CancellationToken cancellation)
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
                    Now = (slot, generation);
                    Changes.Add($"{slot} {generation}");
                    OnApplied();
                }

                return true;
            });
        }

        return ObserveAsync(cancellation);
    }

    public Task<ProbeResult> ProbeAsync(int samples, CancellationToken cancellation) =>
        Task.FromResult(Unanswered-- > 0 ? new ProbeResult(null, 0, samples) : Failures-- > 0 ? new ProbeResult(null, samples - 1, 1) : new ProbeResult(VersionOf(Now.Slot), samples, 0));

    public Task<DrainResult> DrainAsync(string slot, TimeSpan deadline, CancellationToken cancellation) => Task.FromResult(new DrainResult(0, true));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
