namespace MigrationGuard.Postgres.Execution;

/// <summary>An entry of pg_stat_statements that was called since the last look.</summary>
/// <param name="Role">Who ran it; the number of a role that is gone.</param>
/// <param name="Path">The search_path that a session of the role has here.</param>
/// <param name="Text">Its text; null when the server lost it.</param>
internal sealed record RanStatement(string Role, string Path, string? Text);
