namespace MigrationGuard.Gate.Replays;

/// <summary>What a version answered to a recorded request.</summary>
internal abstract record ReplayAnswer
{
    private ReplayAnswer()
    {
    }

    /// <summary>An answer.</summary>
    /// <param name="Status">Its status.</param>
    /// <param name="Headers">The headers that are compared; those that it does not have are missing.</param>
    /// <param name="Body">Its body, or the first megabytes of it.</param>
    /// <param name="Took">How long it took to its end.</param>
    public sealed record Answered(int Status, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, TimeSpan Took) : ReplayAnswer
    {
        /// <summary>The version that it names; null when it names none.</summary>
        public string? Release { get; init; }

        /// <summary>The media type, e.g. <c>application/json</c>; empty without one.</summary>
        public string MediaType { get; init; } = "";
    }

    /// <summary>None.</summary>
    /// <param name="Why">What happened instead; without data of the request.</param>
    public sealed record Silent(string Why) : ReplayAnswer;
}
