namespace FluentMigrator.Runner;

public interface IProfileLoader
{
    void ApplyProfiles(IMigrationRunner runner);
}
