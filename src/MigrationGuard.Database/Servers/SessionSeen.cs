namespace MigrationGuard.Servers;

/// <summary>A session of an application.</summary>
public sealed record SessionSeen
{
    /// <summary>The process of the server that serves it.</summary>
    public required int Process { get; init; }

    /// <summary>The application name as the server stores it.</summary>
    public required string ApplicationName { get; init; }

    /// <summary>The role that is logged in.</summary>
    public required string User { get; init; }

    /// <summary>Whether the connection's role may see what the session does; without it everything below is null.</summary>
    public required bool IsVisible { get; init; }

    /// <summary>The client's address, <c>local</c> for a socket of the server's machine.</summary>
    public string? Host { get; init; }

    /// <summary>E.g. <c>active</c>, <c>idle</c>, <c>idle in transaction</c>; <c>disabled</c> where the server does not track what sessions do.</summary>
    public string? State { get; init; }

    /// <summary>How long it is connected, by the server's clock.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>When its last statement began, by the server's clock; null when it ran none or none is tracked.</summary>
    public DateTimeOffset? StatementAt { get; init; }
}
