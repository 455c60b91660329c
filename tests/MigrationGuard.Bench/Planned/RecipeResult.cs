using MigrationGuard.TestKit.Loads;

namespace MigrationGuard.Bench.Planned;

/// <summary>What came of a migration under load.</summary>
/// <param name="Time">How long it took, pauses between attempts included.</param>
/// <param name="Met">What the application met meanwhile.</param>
internal sealed record RecipeResult(TimeSpan Time, LoadReport Met);
