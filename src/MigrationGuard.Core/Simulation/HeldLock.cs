using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Simulation;

/// <summary>A lock that the open transaction holds.</summary>
/// <param name="Relation">The relation.</param>
/// <param name="Mode">The mode.</param>
/// <param name="Statement">Number of the statement that took it.</param>
/// <param name="Existing">Whether others can wait for it: the relation was not created in the same transaction.</param>
public sealed record HeldLock(ObjectName Relation, LockMode Mode, int Statement, bool Existing);
