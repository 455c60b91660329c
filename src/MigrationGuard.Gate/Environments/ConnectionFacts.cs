namespace MigrationGuard.Gate.Environments;

/// <summary>Where a variable of an environment leads to in a database.</summary>
/// <param name="Variable">The variable that says so.</param>
public sealed record ConnectionFacts(string Variable)
{
    /// <summary>The server.</summary>
    public string Host { get; init; } = "";

    /// <summary>Its port.</summary>
    public int Port { get; init; }

    /// <summary>The database.</summary>
    public string Database { get; init; } = "";

    /// <summary>The search path; empty where none is set.</summary>
    public string SearchPath { get; init; } = "";

    /// <summary>The role; empty where none is set.</summary>
    public string Role { get; init; } = "";

    /// <summary>The hash of all other settings but the application name, the password among them.</summary>
    public string Rest { get; init; } = "";

    /// <summary>Server, port, database and search path in one text.</summary>
    public string Target => FormattableString.Invariant($"{Host}:{Port}/{Database}{(SearchPath.Length > 0 ? $" ({SearchPath})" : "")}");
}
