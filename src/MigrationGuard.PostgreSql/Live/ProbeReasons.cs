using Npgsql;

namespace MigrationGuard.Postgres.Live;

/// <summary>Why the server does not answer a question about rows.</summary>
internal static class ProbeReasons
{
    /// <summary>The reason without any value of a row; null when the server is lost.</summary>
    public static string? Of(PostgresException exception, ProbeLimits limits) => exception.SqlState switch
    {
        PostgresErrorCodes.QueryCanceled => FormattableString.Invariant($"the query took longer than {limits.Query.TotalSeconds:0.###} s"),
        PostgresErrorCodes.LockNotAvailable => "somebody holds a lock on the table",
        PostgresErrorCodes.InsufficientPrivilege => $"the role has no right to look ({exception.MessageText})",
        PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedObject
            => $"the database does not have it yet ({exception.MessageText})",
        "25006" => "it would change something",
        { Length: 5 } code when !exception.IsTransient && exception.Severity != "FATAL" => $"the server refuses the query ({code})",
        _ => null,
    };
}
