namespace MigrationGuard.Databases;

/// <summary>How often a function or expression has to be evaluated.</summary>
public enum Volatility
{
    /// <summary>Always the same result.</summary>
    Immutable,

    /// <summary>The same result within a statement.</summary>
    Stable,

    /// <summary>May differ from row to row.</summary>
    Volatile,

    /// <summary>Not known; treated as volatile.</summary>
    Unknown,
}
