namespace MigrationGuard.Rehearsals;

/// <summary>How far a rehearsal is.</summary>
/// <param name="Done">Migrations that are done.</param>
/// <param name="Total">All migrations.</param>
/// <param name="What">What it does now.</param>
public sealed record RehearsalProgress(int Done, int Total, string What);
