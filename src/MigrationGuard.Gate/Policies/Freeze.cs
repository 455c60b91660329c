namespace MigrationGuard.Gate.Policies;

/// <summary>A time in which nothing is expanded, switched or contracted; going back is always possible.</summary>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Reason">What people are told.</param>
public sealed record Freeze(DateTimeOffset From, DateTimeOffset Until, string Reason);
