using System.Net.Sockets;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres;

/// <summary>Errors of Npgsql as errors of a database.</summary>
internal static class PostgresErrors
{
    /// <summary>Whether the exception comes from the provider or from the network under it.</summary>
    public static bool IsProvider(Exception exception)
        => exception is NpgsqlException or SocketException or IOException or TimeoutException or ObjectDisposedException
            or InvalidOperationException { Source: "Npgsql" };

    /// <summary>The same for callers that know no provider.</summary>
    public static DatabaseException Wrap(Exception exception) => exception switch
    {
        PostgresException server => new DatabaseException(server.MessageText, server.SqlState, server) { Detail = server.Detail, Hint = server.Hint ?? PostgresAdvice.For(server) },
        NpgsqlException { InnerException: TimeoutException } timeout => new DatabaseException("the server did not answer in time", "57014", timeout) { Hint = PostgresAdvice.For(timeout) },
        _ => new DatabaseException(exception.InnerException?.Message ?? exception.Message, null, exception) { Hint = PostgresAdvice.For(exception) },
    };

    /// <summary>The same for an error while committing.</summary>
    public static DatabaseException WrapCommit(Exception exception)
    {
        var wrapped = Wrap(exception);
        return new DatabaseException(wrapped.Message, wrapped.SqlState, wrapped.InnerException) { Detail = wrapped.Detail, Hint = wrapped.Hint, WhileCommitting = true };
    }
}
