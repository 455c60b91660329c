namespace MigrationGuard.Gate.Watching.Queries;

/// <summary>What it means that a query has no value.</summary>
public enum EmptyMeans
{
    /// <summary>Nothing can be told.</summary>
    Inconclusive,

    /// <summary>What is counted did not happen, e.g. no error was ever counted.</summary>
    Good,
}
