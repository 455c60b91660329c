namespace MigrationGuard.Guarding;

/// <summary>What the guard does with a change of which it cannot tell whether it breaks a live version.</summary>
public enum UnknownPolicy
{
    /// <summary>It is treated like one that breaks it.</summary>
    Refuse,

    /// <summary>It passes and is in the log.</summary>
    Log,
}
