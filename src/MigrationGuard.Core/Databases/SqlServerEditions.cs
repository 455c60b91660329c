namespace MigrationGuard.Databases;

/// <summary>The editions of SQL Server.</summary>
[Flags]
public enum SqlServerEditions
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Express.</summary>
    Express = 1,

    /// <summary>Web.</summary>
    Web = 2,

    /// <summary>Standard.</summary>
    Standard = 4,

    /// <summary>Developer: the features of Enterprise.</summary>
    Developer = 8,

    /// <summary>Enterprise.</summary>
    Enterprise = 16,

    /// <summary>Azure SQL Database and Managed Instance.</summary>
    AzureSql = 32,

    /// <summary>The editions with the features of Enterprise: online index operations, metadata-only defaults.</summary>
    Full = Developer | Enterprise | AzureSql,

    /// <summary>The editions without them.</summary>
    Limited = Express | Web | Standard,

    /// <summary>All.</summary>
    All = Full | Limited,
}
