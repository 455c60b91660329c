namespace MigrationGuard.TestKit.Http;

/// <summary>What a <see cref="SmallServer"/> answers.</summary>
public sealed record SmallResponse(int Status, string Body)
{
    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
