namespace MigrationGuard.Planning;

/// <summary>When a part of a plan runs.</summary>
public enum PlanStage
{
    /// <summary>Before the switch.</summary>
    Expand,

    /// <summary>While both versions live: changes data, outside of a transaction, so that each batch commits.</summary>
    Migrate,

    /// <summary>Behind the part before it; no version notices.</summary>
    Then,

    /// <summary>Once no live version needs what it takes away.</summary>
    Contract,

    /// <summary>A question to the live database before the next part.</summary>
    Ask,
}
