namespace MigrationGuard.Databases;

/// <summary>The database products.</summary>
[Flags]
public enum DatabaseKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>PostgreSQL.</summary>
    PostgreSql = 1,

    /// <summary>SQL Server and Azure SQL.</summary>
    SqlServer = 2,

    /// <summary>Both.</summary>
    All = PostgreSql | SqlServer,
}
