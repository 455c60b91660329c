namespace MigrationGuard.TestKit.Http;

/// <summary>A request that a <see cref="SmallServer"/> got.</summary>
public sealed record SmallRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
