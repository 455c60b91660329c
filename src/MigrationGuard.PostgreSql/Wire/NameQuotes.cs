namespace MigrationGuard.Postgres.Wire;

/// <summary>How names in the value of a setting are written.</summary>
internal enum NameQuotes
{
    /// <summary>As they are.</summary>
    Dropped,

    /// <summary>With quotes where SQL needs them.</summary>
    Kept,
}
