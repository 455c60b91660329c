namespace MigrationGuard.Gate.Replays.Recordings;

/// <summary>A request as somebody recorded it.</summary>
/// <param name="Method">E.g. <c>GET</c>.</param>
/// <param name="Target">Path and query, e.g. <c>/orders?id=1</c>.</param>
public sealed record RecordedRequest(string Method, string Target)
{
    /// <summary>The headers in their order; a name can stand there more than once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What is missing of it, e.g. a part of its body; null when it is whole.</summary>
    public string? Missing { get; init; }

    /// <summary>The values of a header, of whatever case.</summary>
    public IEnumerable<string> Values(string name) =>
        Headers.Where(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);
}
