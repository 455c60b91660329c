namespace MigrationGuard.Tombstones;

/// <summary>What would be hidden.</summary>
/// <param name="Objects">The objects, with how they would be.</param>
/// <param name="Problems">Why nothing is hidden; empty when it can be.</param>
public sealed record HidingPlan(IReadOnlyList<HiddenObject> Objects, IReadOnlyList<string> Problems);
