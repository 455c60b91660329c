namespace MigrationGuard.Databases;

/// <summary>A constraint that a write violates.</summary>
public enum Violation
{
    /// <summary>CHECK.</summary>
    Check,

    /// <summary>FOREIGN KEY.</summary>
    ForeignKey,

    /// <summary>UNIQUE or PRIMARY KEY.</summary>
    Unique,

    /// <summary>EXCLUDE.</summary>
    Exclusion,

    /// <summary>NOT NULL.</summary>
    NotNull,
}
