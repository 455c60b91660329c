using MigrationGuard.Operations;

namespace MigrationGuard.Databases;

/// <summary>A lock that an operation takes.</summary>
/// <param name="Relation">The relation; an index is named by itself.</param>
/// <param name="Mode">The mode.</param>
public sealed record RelationLock(ObjectName Relation, LockMode Mode);
