namespace MigrationGuard.Gate.Routing;

/// <summary>What sends traffic to one of two slots. No method throws for what a router does or does not do; that is an answer.</summary>
public interface IRouter : IAsyncDisposable
{
    /// <summary>How messages name it, without secrets.</summary>
    string Name { get; }

    /// <summary>What it can do.</summary>
    RouterCapabilities Capabilities { get; }

    /// <summary>Where it sends traffic now.</summary>
    Task<RouterObservation> ObserveAsync(CancellationToken cancellation);

    /// <summary>
    /// Sends all traffic to a slot, now and after a restart, and says what is observed afterwards. Applying a generation that is there already changes nothing;
    /// a router at another generation than the expected one is left alone.
    /// </summary>
    /// <param name="slot">The slot.</param>
    /// <param name="generation">The number of this change, higher than the expected one.</param>
    /// <param name="expectedGeneration">The generation that it replaces.</param>
    /// <param name="cancellation">Gives up; the change may have been made.</param>
    Task<RouterObservation> ApplyAsync(string slot, long generation, long expectedGeneration, CancellationToken cancellation);

    /// <summary>Asks through the front door which version answers.</summary>
    Task<ProbeResult> ProbeAsync(int samples, CancellationToken cancellation);

    /// <summary>Waits until a slot works on no request any more, or the deadline.</summary>
    Task<DrainResult> DrainAsync(string slot, TimeSpan deadline, CancellationToken cancellation);
}
