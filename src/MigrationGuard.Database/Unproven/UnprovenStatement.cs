namespace MigrationGuard.Unproven;

/// <summary>A statement that ran and is in no manifest.</summary>
/// <param name="Role">Whoever ran it.</param>
/// <param name="Text">Its text as the server keeps it, with parameters in place of constants; null when the server lost it.</param>
/// <param name="Calls">How often it ran since the statistics began.</param>
public sealed record UnprovenStatement(string Role, string? Text, long Calls);
