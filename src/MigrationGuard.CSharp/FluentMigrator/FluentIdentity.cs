namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>What a chain says about an identity column.</summary>
internal sealed record FluentIdentity
{
    /// <summary>SQL Server: the first value.</summary>
    public string Seed { get; init; } = "1";

    /// <summary>SQL Server: the step.</summary>
    public string Increment { get; init; } = "1";

    /// <summary>PostgreSQL: BY DEFAULT and not ALWAYS.</summary>
    public bool ByDefault { get; init; }

    /// <summary>PostgreSQL: what an existing column gets: <c>ADD</c>, <c>SET</c>, <c>DROP</c> or <c>DROP IF EXISTS</c>.</summary>
    public string Change { get; init; } = "ADD";
}
