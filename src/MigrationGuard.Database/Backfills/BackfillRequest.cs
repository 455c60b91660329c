namespace MigrationGuard.Backfills;

/// <summary>What is to be run.</summary>
/// <param name="Name">Its name; the same name goes on with what was begun.</param>
/// <param name="Definition">What it does; null to go on with what is stored under the name.</param>
/// <param name="Holder">Who runs it, for people.</param>
public sealed record BackfillRequest(string Name, BackfillDefinition? Definition, string Holder)
{
    /// <summary>How it works.</summary>
    public BackfillSettings Settings { get; init; } = new();
}
