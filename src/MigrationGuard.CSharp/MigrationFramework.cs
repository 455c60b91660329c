namespace MigrationGuard.CSharp;

/// <summary>The framework that runs a migration.</summary>
public enum MigrationFramework
{
    /// <summary>FluentMigrator.</summary>
    FluentMigrator,

    /// <summary>Entity Framework Core.</summary>
    EntityFramework,
}
