namespace MigrationGuard.Gate.Policies;

/// <summary>A name in the DNS that people point elsewhere beside the gate: it is never switched here, and who has asked for it goes by the old answer for a while.</summary>
/// <param name="Name">The name.</param>
/// <param name="Ttl">How long an answer may be kept.</param>
public sealed record NameRecord(string Name, TimeSpan Ttl);
