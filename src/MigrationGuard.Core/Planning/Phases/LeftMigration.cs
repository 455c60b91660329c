using MigrationGuard.Migrations;

namespace MigrationGuard.Planning;

/// <summary>A migration that is not planned and stays with its own runner.</summary>
/// <param name="Migration">The migration.</param>
/// <param name="Place">The step for which it is left.</param>
/// <param name="Reason">Why, as the rest of a sentence that begins with the step.</param>
public sealed record LeftMigration(MigrationId Migration, SourceSpan Place, string Reason);
