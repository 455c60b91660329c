using FluentMigrator;
using FluentMigrator.Infrastructure;
using FluentMigrator.Runner;

namespace MigrationGuard.FluentMigrator.Tests.Scenes;

/// <summary>The migrations, maintenance and profiles that a test gives.</summary>
internal sealed class FixedLoaders(IEnumerable<TestInfo> migrations) : IMigrationInformationLoader, IMaintenanceLoader, IProfileLoader
{
    private readonly SortedList<long, IMigrationInfo> _migrations = new(migrations.ToDictionary(migration => migration.Version, IMigrationInfo (migration) => migration));

    public List<(MigrationStage Stage, TestInfo Migration)> Maintenance { get; } = [];

    public List<IMigration> Profiles { get; } = [];

    public SortedList<long, IMigrationInfo> LoadMigrations() => _migrations;

    public IList<IMigrationInfo> LoadMaintenance(MigrationStage stage)
        => [.. Maintenance.Where(one => one.Stage == stage).Select(IMigrationInfo (one) => new Unversioned(one.Migration))];

    public void ApplyProfiles(IMigrationRunner runner)
    {
        foreach (var profile in Profiles)
        {
            runner.Up(profile);
        }
    }

    /// <summary>As FluentMigrator says that a migration has no version.</summary>
    private sealed class Unversioned(TestInfo migration) : IMigrationInfo
    {
        public long Version => -1;

        public string Description => "";

        public TransactionBehavior TransactionBehavior => migration.TransactionBehavior;

        public IMigration Migration => migration.Migration;

        public bool IsBreakingChange => false;

        public object? Trait(string name) => null;

        public bool HasTrait(string name) => false;

        public string GetName() => migration.GetType().Name;
    }
}
