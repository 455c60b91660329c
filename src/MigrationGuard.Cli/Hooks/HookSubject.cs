namespace MigrationGuard.Cli.Hooks;

/// <summary>What is asked about.</summary>
/// <param name="Question">The question.</param>
/// <param name="Release">The release; null for the one that is under way, else the newest.</param>
/// <param name="Version">The version that the asker is about to move; null when it does not say. Another one than that of the release is refused.</param>
internal sealed record HookSubject(HookQuestion Question, string? Release, string? Version);
