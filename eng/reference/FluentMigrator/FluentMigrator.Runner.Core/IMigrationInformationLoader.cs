using FluentMigrator.Infrastructure;

namespace FluentMigrator.Runner;

public interface IMigrationInformationLoader
{
    SortedList<long, IMigrationInfo> LoadMigrations();
}
