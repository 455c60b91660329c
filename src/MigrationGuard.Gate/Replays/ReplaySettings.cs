namespace MigrationGuard.Gate.Replays;

/// <summary>Recorded requests that are sent to both versions.</summary>
/// <param name="Name">Its name; the kind of its evidence is <c>replay:</c> and the name.</param>
/// <param name="Requests">The recordings, as a pattern under the directory, e.g. <c>recorded/*.gor</c>.</param>
public sealed record ReplaySettings(string Name, string Requests)
{
    /// <summary>Where the recordings lie; the current directory by default.</summary>
    public string Directory { get; init; } = ".";

    /// <summary>How many requests are sent at most, some of every route; 500 by default.</summary>
    public int Sample { get; init; } = 500;

    /// <summary>How many are under way at once; 4 by default.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>How long to wait for one answer; 10 seconds by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long all of it may take; 5 minutes by default.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The headers of answers that are compared; <c>Content-Type</c> and <c>Location</c> by default.</summary>
    public IReadOnlyList<string> Headers { get; init; } = ["Content-Type", "Location"];

    /// <summary>Headers that are sent in place of recorded ones, e.g. a token; they are shown nowhere.</summary>
    public IReadOnlyDictionary<string, string> SentHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Recorded headers that are not sent, besides those of the connection and of conditional requests.</summary>
    public IReadOnlyList<string> DroppedHeaders { get; init; } = [];

    /// <summary>The header <c>Host</c> of what is sent; null for the address of the slot.</summary>
    public string? Host { get; init; }

    /// <summary>Fields that may differ, e.g. <c>$.requestId</c>, <c>$.items[*].etag</c>, <c>$..seenAt</c>, with everything below them.</summary>
    public IReadOnlyList<string> IgnoredFields { get; init; } = [];

    /// <summary>What is sent besides GET, HEAD and OPTIONS.</summary>
    public IReadOnlyList<SafeRoute> Allowed { get; init; } = [];

    /// <summary>Paths that are not asked for, because asking changes something.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>The share of a route's requests in which a field may differ more often than the old version differs from itself; 0.0003 by default.</summary>
    public double Absolute { get; init; } = 0.0003;

    /// <summary>The share by which both kinds of differences have to be apart; 0.2 by default.</summary>
    public double Relative { get; init; } = 0.2;

    /// <summary>How many times as long 95 of 100 answers may take as those of the old version; null to report it only.</summary>
    public double? LatencyFactor { get; init; }

    /// <summary>What is no difference of latency, however many times it is more; 20 ms by default.</summary>
    public TimeSpan LatencyTolerance { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Whether a file may end in the middle of a record.</summary>
    public bool AllowsTruncated { get; init; }
}
