namespace MigrationGuard.Guarding;

/// <summary>A live version as the guard knows it.</summary>
/// <param name="Service">The application.</param>
/// <param name="Label">The version's readable name.</param>
/// <param name="WindowUntil">When the way back to it ends; null: no end is set.</param>
/// <param name="Statements">How many statements it has.</param>
public sealed record GuardedVersion(string Service, string Label, DateTimeOffset? WindowUntil, int Statements);
