namespace MigrationGuard.Rules;

/// <summary>What a rule has to see before it can decide.</summary>
public enum Evidence
{
    /// <summary>The step and the state before it.</summary>
    Step,

    /// <summary>The whole migration, or the history.</summary>
    History,

    /// <summary>A live database.</summary>
    LiveDatabase,

    /// <summary>What the user said about the surroundings: a host decides it, not the SQL.</summary>
    Configuration,
}
