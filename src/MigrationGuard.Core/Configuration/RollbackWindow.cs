namespace MigrationGuard.Configuration;

/// <summary>A way back that is open.</summary>
/// <param name="Version">The version that traffic may go back to.</param>
/// <param name="Until">Until when that is promised; null when no end is set.</param>
public sealed record RollbackWindow(string Version, DateTimeOffset? Until);
