namespace MigrationGuard.Databases;

/// <summary>Whether an operation may run inside a transaction.</summary>
public enum TransactionRule
{
    /// <summary>Yes, and rolling back undoes it.</summary>
    Allowed,

    /// <summary>The server refuses it inside a transaction block.</summary>
    Forbidden,

    /// <summary>It must be in a transaction to have any effect (LOCK TABLE, SET LOCAL).</summary>
    Required,
}
