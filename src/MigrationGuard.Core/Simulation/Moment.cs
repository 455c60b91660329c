using MigrationGuard.Databases;
using MigrationGuard.Schema;

namespace MigrationGuard.Simulation;

/// <summary>When and how a step runs, as far as its effects depend on it.</summary>
/// <param name="Now">The origin of what is created.</param>
/// <param name="Conditional">Whether the step may also not run.</param>
/// <param name="Database">The server.</param>
internal readonly record struct Moment(Origin Now, bool Conditional, Database Database)
{
    /// <summary>What is known of an object that a step names without creating it.</summary>
    public Existence Named => Conditional ? Existence.Unknown : Existence.Exists;
}
