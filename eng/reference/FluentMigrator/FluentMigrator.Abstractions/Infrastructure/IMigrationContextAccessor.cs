namespace FluentMigrator.Infrastructure;

public interface IMigrationContextAccessor
{
    IMigrationContext GetMigrationContext();
}
