namespace MigrationGuard.Postgres.Wire;

/// <summary>A statement that was given its values.</summary>
internal sealed class Portal
{
    /// <summary>The statement; null when it is not known.</summary>
    public Prepared? Prepared { get; set; }

    /// <summary>Its columns; null where nobody asked for them.</summary>
    public RowShape? Shape { get; set; }

    /// <summary>Whether its first rows are already counted.</summary>
    public bool IsCounted { get; set; }
}
