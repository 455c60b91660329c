using FluentMigrator.Infrastructure;

namespace FluentMigrator.Runner;

public interface IMaintenanceLoader
{
    IList<IMigrationInfo> LoadMaintenance(MigrationStage stage);
}
