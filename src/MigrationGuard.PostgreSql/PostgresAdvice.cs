using System.Net.Sockets;
using Npgsql;

namespace MigrationGuard.Postgres;

/// <summary>What to do about an error for which the server has no hint of its own.</summary>
internal static class PostgresAdvice
{
    public static string? For(Exception exception) => exception switch
    {
        PostgresException server => For(server.SqlState),
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "no server listens there: check host and port, and whether the server is running",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "the host name is not known: check its spelling",
        TimeoutException => "the server did not answer in time: check host, port and firewall, or allow a longer time",
        { InnerException: { } inner } => For(inner),
        _ => null,
    };

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static string? For(string sqlState) => sqlState switch
    {
        "28P01" => "check the password: PGPASSWORD, a password file, or the connection string",
        "28000" => "check the role's name, whether it may log in, and pg_hba.conf",
        "3D000" => "check the database's name; the list is in pg_database",
        "53300" => "too many connections: close some, or raise max_connections",
        "57P03" => "the server is starting or stopping: try again",
        "57014" => "the time limit of the statement ended: try again when the server is less busy, or allow a longer time",
        "55P03" => "another transaction holds a lock on it: try again, or allow a longer time",
        "25006" => "the session is read-only or the server is a standby: connect to the primary server",
        "42501" => "the role lacks a right: use another role, or have the right granted",
        _ => null,
    };
}
