namespace MigrationGuard.Gate.Routing.Flags;

/// <summary>What the running web server or its files say.</summary>
internal abstract record FlagReading
{
    private FlagReading()
    {
    }

    /// <summary>A slot and a generation.</summary>
    /// <param name="Mark">Both.</param>
    public sealed record Found(SlotMark Mark) : FlagReading
    {
        /// <summary>The process that answered; null where that is not said.</summary>
        public int? Worker { get; init; }
    }

    /// <summary>They cannot be had.</summary>
    /// <param name="Reason">A sentence for people.</param>
    public sealed record Failed(string Reason) : FlagReading;
}
