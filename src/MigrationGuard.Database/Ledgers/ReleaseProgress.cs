namespace MigrationGuard.Ledgers;

/// <summary>Where a release stands.</summary>
/// <param name="State">The machine's word, e.g. <c>window-open</c>.</param>
/// <param name="Standing">What that means for other releases.</param>
public sealed record ReleaseProgress(string State, ReleaseStanding Standing);
