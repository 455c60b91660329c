namespace MigrationGuard.Gate.Notifying;

/// <summary>Somebody who is told what happens to releases.</summary>
/// <param name="Name">The receiver's name, for people.</param>
/// <param name="UrlVariable">The environment variable with the address; the address itself is a secret.</param>
/// <param name="Format">The form of the messages.</param>
public sealed record NotificationSettings(string Name, string UrlVariable, NotificationFormat Format)
{
    /// <summary>The environment variable with the secret of the signature; null for none.</summary>
    public string? SecretVariable { get; init; }

    /// <summary>What is told; empty for everything.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
