using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Watching.Queries;

/// <summary>What queries are asked with.</summary>
public sealed record QueryMeans
{
    /// <summary>Sends requests; it must follow no redirection, for a token would go along.</summary>
    public required HttpClient Client { get; init; }

    /// <summary>The value of an environment variable, or null.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The database that a variable names; the guarded one for null.</summary>
    public required Func<string?, IValueQueries> Database { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }
}
