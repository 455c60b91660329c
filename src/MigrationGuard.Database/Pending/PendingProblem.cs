using MigrationGuard.Migrations;

namespace MigrationGuard.Pending;

/// <summary>Why a migration that is pending could not be read to its end.</summary>
/// <param name="Migration">The migration.</param>
/// <param name="Reason">What stood in the way, in a sentence.</param>
public sealed record PendingProblem(MigrationId Migration, string Reason);
