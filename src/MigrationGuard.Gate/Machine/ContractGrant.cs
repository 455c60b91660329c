using System.Text.Json.Serialization;

namespace MigrationGuard.Gate.Machine;

/// <summary>The right to remove what only the old version needed; only the machine gives it, to a retired release that was checked.</summary>
public sealed record ContractGrant
{
    [JsonConstructor]
    internal ContractGrant(Retirement retirement, string digest, DateTimeOffset checkedAt) => (Retirement, Digest, CheckedAt) = (retirement, digest, checkedAt);

    /// <summary>That the old version is gone.</summary>
    public Retirement Retirement { get; }

    /// <summary>SHA-256 over what was checked: the statements, the fingerprint and the live versions.</summary>
    public string Digest { get; }

    /// <summary>When it was checked.</summary>
    public DateTimeOffset CheckedAt { get; }

    /// <summary>The digest of what people approved; null where nobody has to.</summary>
    public string? Permit { get; init; }
}
