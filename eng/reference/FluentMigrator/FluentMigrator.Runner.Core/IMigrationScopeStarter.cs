namespace FluentMigrator.Runner;

public interface IMigrationScopeStarter
{
    IMigrationScope BeginScope();
}
