namespace MigrationGuard.CSharp;

/// <summary>A parameter that the code gives a value to.</summary>
/// <param name="Name">Its name without prefix; null for one that has only a position.</param>
/// <param name="Type">The PostgreSQL type that the driver sends, or null when it cannot be told.</param>
public sealed record CollectedParameter(string? Name, string? Type);
