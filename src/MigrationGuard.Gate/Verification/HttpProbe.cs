namespace MigrationGuard.Gate.Verification;

/// <summary>A GET request of which the answer needs the database.</summary>
/// <param name="Name">Its name; the kind of its evidence is <c>http:</c> and the name.</param>
/// <param name="Path">Path and query, e.g. <c>/orders/1</c>.</param>
public sealed record HttpProbe(string Name, string Path)
{
    /// <summary>The status that the answer must have; 200 by default. Redirections are not followed.</summary>
    public int Status { get; init; } = 200;

    /// <summary>What the body must contain, compared ordinally within its first megabyte; null for anything.</summary>
    public string? Contains { get; init; }

    /// <summary>How long to wait for the whole answer; 10 seconds by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Headers that are sent, e.g. a token; they are shown nowhere.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
