namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>How a tool sends a script to the server.</summary>
internal enum Wrapping
{
    /// <summary>Between BEGIN and COMMIT.</summary>
    Transaction,

    /// <summary>Statement by statement, each committing by itself.</summary>
    Statements,

    /// <summary>As one string: PostgreSQL makes one transaction of several statements, SQL Server does not.</summary>
    Batch,

    /// <summary>As Flyway does: in a transaction, unless every statement is one that refuses to run in it.</summary>
    Detected,

    /// <summary>By hand: with the transaction that the script opens, else as the server's own client is advised to (psql -1; sqlcmd has none).</summary>
    Script,
}
