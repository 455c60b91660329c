namespace MigrationGuard.Postgres.Wire;

/// <summary>A prepared statement of a connection.</summary>
/// <param name="statement">What it runs; null when its text is not known.</param>
internal sealed class Prepared(WireStatement? statement)
{
    /// <summary>What it runs.</summary>
    public WireStatement? Statement { get; } = statement;

    /// <summary>Its columns; null where nobody asked for them.</summary>
    public RowShape? Shape { get; set; }
}
