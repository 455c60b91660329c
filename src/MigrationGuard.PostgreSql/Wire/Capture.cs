namespace MigrationGuard.Postgres.Wire;

/// <summary>How much of a message is looked at.</summary>
internal enum Capture
{
    /// <summary>Only that it is there.</summary>
    Nothing,

    /// <summary>Two texts at its beginning, each with its zero.</summary>
    TwoTexts,

    /// <summary>All of it.</summary>
    All,
}
