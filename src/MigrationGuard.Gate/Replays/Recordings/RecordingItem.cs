namespace MigrationGuard.Gate.Replays.Recordings;

/// <summary>What stands in a recording.</summary>
public abstract record RecordingItem
{
    private RecordingItem()
    {
    }

    /// <summary>A request.</summary>
    public sealed record Request(RecordedRequest Value) : RecordingItem;

    /// <summary>Something else that belongs there, e.g. an answer.</summary>
    public sealed record Other : RecordingItem;

    /// <summary>A record that is whole and is no request of HTTP/1.1.</summary>
    /// <param name="File">The file.</param>
    /// <param name="Offset">Where the record begins, in bytes; of a compressed file within what is unpacked.</param>
    /// <param name="Why">What is wrong with it.</param>
    public sealed record Unreadable(string File, long Offset, string Why) : RecordingItem;

    /// <summary>The file is damaged, or ends too early.</summary>
    /// <param name="File">The file.</param>
    /// <param name="Offset">Where what is damaged begins, in bytes; of a compressed file within what is unpacked.</param>
    /// <param name="Whole">How many requests before it were whole.</param>
    /// <param name="Why">What is wrong.</param>
    public sealed record Flaw(string File, long Offset, int Whole, string Why) : RecordingItem
    {
        /// <summary>Whether it is nothing but the end that is missing.</summary>
        public bool IsTruncation { get; init; }

        /// <summary>The flaw as a sentence.</summary>
        public override string ToString() => FormattableString.Invariant($"{File}, byte {Offset}: {Why}; {Whole} {(Whole == 1 ? "request" : "requests")} before it {(Whole == 1 ? "is" : "are")} whole");
    }
}
