namespace MigrationGuard.Gate.Routing.Nginx;

/// <summary>What the running nginx or its files say.</summary>
internal abstract record NginxReading
{
    private NginxReading()
    {
    }

    /// <summary>A slot and a generation.</summary>
    /// <param name="Mark">Both.</param>
    public sealed record Found(SlotMark Mark) : NginxReading
    {
        /// <summary>The process that answered; null where that is not said.</summary>
        public int? Worker { get; init; }
    }

    /// <summary>They cannot be had.</summary>
    /// <param name="Reason">A sentence for people.</param>
    public sealed record Failed(string Reason) : NginxReading;
}
