namespace MigrationGuard.Servers;

/// <summary>A database refused, or was lost. The message is the server's and names no password.</summary>
public sealed class DatabaseException : Exception
{
    /// <summary>An error of the provider, wrapped at its edge.</summary>
    /// <param name="message">The server's message, or the provider's where no server answered.</param>
    /// <param name="sqlState">The SQLSTATE; null where no server answered.</param>
    /// <param name="inner">The provider's exception.</param>
    public DatabaseException(string message, string? sqlState, Exception? inner)
        : base(message, inner) => SqlState = sqlState;

    /// <summary>The SQLSTATE; null where no server answered. https://www.postgresql.org/docs/current/errcodes-appendix.html</summary>
    public string? SqlState { get; }

    /// <summary>What the server says about it, if it says something.</summary>
    public string? Detail { get; init; }

    /// <summary>What the server advises, if it does.</summary>
    public string? Hint { get; init; }

    /// <summary>Whether it came while committing: when the connection was lost, it is not known whether the transaction was kept.</summary>
    public bool WhileCommitting { get; init; }

    /// <summary>Whether the connection is gone: unless it was committing, nothing of the open transaction was kept.</summary>
    public bool IsConnectionLost => SqlState is null or ['0', '8', ..] or "57P01" or "57P02" or "57P03" or "57P04" or "57P05";

    /// <summary>Whether the same may work when it is tried again: serialization, resources, locks, cancelled queries, lost connections.</summary>
    public bool IsTransient => IsConnectionLost || SqlState is ['4', '0', ..] or ['5', '3', ..] or ['5', '7', ..] or ['5', '8', ..] or "55P03" or "55006";
}
