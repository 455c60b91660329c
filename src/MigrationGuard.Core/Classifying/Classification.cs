using MigrationGuard.Databases;

namespace MigrationGuard.Classifying;

/// <summary>What an operation costs the server and what the two versions of the application get from it.</summary>
/// <param name="Cost">Locks, rewrite, scan.</param>
/// <param name="BreaksOld">The verdict for the version that runs now and is the way back.</param>
/// <param name="BreaksNew">The verdict for the version being released.</param>
/// <param name="Phase">When it may run.</param>
public sealed record Classification(Cost Cost, Compatibility BreaksOld, Compatibility BreaksNew, Phase Phase);
