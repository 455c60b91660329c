namespace MigrationGuard.Migrations;

/// <summary>What a migration is written in.</summary>
public enum SourceKind
{
    /// <summary>A script; its runner tells it by its version among the scripts of its folder.</summary>
    Sql,

    /// <summary>A class of FluentMigrator, which tells it by its version among all classes.</summary>
    FluentMigrator,

    /// <summary>A class of EF Core, which tells it by version and name.</summary>
    EntityFramework,
}
