namespace MigrationGuard.Gate.Policies;

/// <summary>What the gate does with evidence that does not pass.</summary>
public enum GateMode
{
    /// <summary>It says what it would have refused and lets the switch happen. Drift, freezes, the rollback floor and contracts are refused all the same.</summary>
    Observe,

    /// <summary>It refuses.</summary>
    Enforce,
}
