using MigrationGuard.Collections;
using MigrationGuard.Databases;

namespace MigrationGuard.Planning;

/// <summary>Pending migrations as the SQL that should really run: all that expands, then what changes rows, then what contracts.</summary>
/// <param name="Server">The server it is written for.</param>
/// <param name="Parts">The parts in the order in which they run.</param>
/// <param name="Left">The migrations that are left to their own runner, and the ones behind them that need what they do.</param>
public sealed record PhasedPlan(Database Server, EquatableList<PhasedPart> Parts, EquatableList<LeftMigration> Left);
