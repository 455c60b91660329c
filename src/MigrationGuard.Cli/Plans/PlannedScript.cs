namespace MigrationGuard.Cli.Plans;

/// <summary>A script of a plan.</summary>
/// <param name="File">Its path in the folder, with forward slashes.</param>
/// <param name="Digest">SHA-256 of its text, as <c>sha256:…</c>.</param>
/// <param name="Phase">The word of its phase.</param>
/// <param name="Migration">The migration that it comes from.</param>
internal sealed record PlannedScript(string File, string Digest, string Phase, string Migration)
{
    /// <summary>A query that must answer with nothing or with 0 before it runs; null when there is none.</summary>
    public string? Question { get; init; }

    /// <summary>The UPDATE of which it does a range at a time until no row fulfils the condition; null when it is something else.</summary>
    public string? Backfill { get; init; }

    /// <summary>Whether it does no harm to run it again when nobody saw its end.</summary>
    public bool Repeatable { get; init; }
}
