namespace MigrationGuard.Databases;

/// <summary>What a change of a column's type costs.</summary>
public enum TypeChangeCost
{
    /// <summary>Only the catalog changes.</summary>
    Metadata,

    /// <summary>The indexes on the column are rebuilt.</summary>
    Reindex,

    /// <summary>Every row is checked.</summary>
    Scan,

    /// <summary>Every row is written.</summary>
    Rewrite,

    /// <summary>The old type is not known, or no fact speaks of the pair; treated as a rewrite.</summary>
    Unknown,
}

/// <summary>How the values of the old type fit the new one.</summary>
public enum TypeChangeFit
{
    /// <summary>The type does not change.</summary>
    Same,

    /// <summary>Every old value is a new value and reads the same: longer, more precise.</summary>
    Widens,

    /// <summary>Values of the old application may not fit: shorter, less precise, smaller range.</summary>
    Narrows,

    /// <summary>Values read differently: another kind of type.</summary>
    Converts,

    /// <summary>The old type is not known.</summary>
    Unknown,
}

/// <summary>The verdict of a server on a change of type.</summary>
/// <param name="Cost">What it costs.</param>
/// <param name="Fit">How values fit.</param>
/// <param name="Source">Where the fact comes from.</param>
/// <param name="Confidence">How it is known.</param>
public sealed record TypeChange(TypeChangeCost Cost, TypeChangeFit Fit, string Source, Confidence Confidence);
