namespace MigrationGuard.Postgres.Wire;

/// <summary>A recorder cannot begin, or a connection cannot be made; the message says what to do.</summary>
public sealed class WireException : Exception
{
    /// <summary>With the SQLSTATE that a client is told.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="sqlState">https://www.postgresql.org/docs/current/errcodes-appendix.html</param>
    /// <param name="inner">The cause.</param>
    public WireException(string message, string sqlState, Exception? inner = null)
        : base(message, inner) => SqlState = sqlState;

    /// <summary>The SQLSTATE that a client is told.</summary>
    public string SqlState { get; }
}
