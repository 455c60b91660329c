namespace MigrationGuard.Gate.Verification;

/// <summary>What came of a request.</summary>
internal abstract record DoorAnswer
{
    private DoorAnswer()
    {
    }

    /// <summary>An answer, read to its end or to a megabyte.</summary>
    public sealed record Answered(int Status, string Body, TimeSpan Took) : DoorAnswer
    {
        /// <summary>The version that it names; null when it names none.</summary>
        public string? Release { get; init; }

        /// <summary>The value of another header; null without one.</summary>
        public string? Extra { get; init; }
    }

    /// <summary>None.</summary>
    /// <param name="Why">What happened instead.</param>
    /// <param name="Refused">Whether it is certain that nobody listens.</param>
    public sealed record Silent(string Why, bool Refused) : DoorAnswer;
}
