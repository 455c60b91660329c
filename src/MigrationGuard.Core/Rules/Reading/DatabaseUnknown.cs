namespace MigrationGuard.Rules.Reading;

internal sealed class DatabaseUnknown() : Rule(new RuleInfo("MG0901", nameof(DatabaseUnknown))
{
    Title = "Database is not known",
    Severity = Severity.Warning,
    Evidence = Evidence.Configuration,
    When = "The database was not given, and the SQL does not tell PostgreSQL and SQL Server apart, or looks like both",
    Effect = "Only what is dangerous on PostgreSQL and on SQL Server alike is reported",
    Instead = "Say which database it is: --database postgresql or --database sqlserver, with --database-version, or both in migrationguard.json",
    Sources = ["PostgreSQL and SQL Server lock, rewrite and roll back differently: docs/configuration.md"],
});
