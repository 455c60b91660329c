namespace MigrationGuard.Pending;

/// <summary>What a hook does with a run that it would rather not see.</summary>
public enum RunPolicy
{
    /// <summary>Throws before the first statement.</summary>
    Refuse,

    /// <summary>Says it and lets the run begin.</summary>
    Warn,
}
