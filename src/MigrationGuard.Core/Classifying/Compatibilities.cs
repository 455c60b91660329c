using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Classifying;

/// <summary>What each version of the application gets from an operation.</summary>
internal static class Compatibilities
{
    /// <summary>The verdicts for the old and the new version.</summary>
    public static (Compatibility Old, Compatibility New) Of(Operation operation, SimulationState before) => operation switch
    {
        UnreadSql unread => (Compatibility.Unsure(unread.Reason), Compatibility.Unsure(unread.Reason)),
        _ => (Compatibility.Fine, Compatibility.Fine),
    };

    /// <summary>The phase, from compatibility and the nature of the operation.</summary>
    public static Phase PhaseOf(Operation operation, Compatibility old, Compatibility @new)
        => old.Breaks || @new.Breaks ? Phase.Contract : Phase.Expand;
}
