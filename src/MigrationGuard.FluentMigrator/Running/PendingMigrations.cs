using System.Globalization;
using System.Reflection;
using FluentMigrator;
using FluentMigrator.Infrastructure;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Constraints;
using FluentMigrator.Runner.Initialization;
using FluentMigrator.Runner.Versioning;
using Microsoft.Extensions.DependencyInjection;
using MigrationGuard.Migrations;

namespace MigrationGuard.FluentMigrator.Running;

/// <summary>What a runner would run, as its own MigrationRunner chooses it: see MigrationRunner.cs of FluentMigrator.Runner.Core, the same in 5 to 8.</summary>
internal sealed class PendingMigrations(IMigrationRunner runner, IServiceProvider services, RunnerOptions options, Func<IVersionInfo> applied)
{
    /// <summary>What MigrateUp runs.</summary>
    public IReadOnlyList<PlannedMigration> Up(long target)
    {
        var info = applied();
        var planned = new List<PlannedMigration>();
        planned.AddRange(Maintenance(MigrationStage.BeforeAll));
        var migrations = runner.MigrationLoader.LoadMigrations().Values.Where(migration => migration.Version <= target && !info.HasAppliedMigration(migration.Version) && IsWanted(migration, info)).ToList();
        if (migrations.Count > 0)
        {
            // Each runs once per migration and does the same every time.
            planned.AddRange(Maintenance(MigrationStage.BeforeEach));
            planned.AddRange(migrations.Select(migration => Versioned(migration, Direction.Up)));
            planned.AddRange(Maintenance(MigrationStage.AfterEach));
        }

        planned.AddRange(Maintenance(MigrationStage.BeforeProfiles));
        planned.AddRange(Profiles());
        planned.AddRange(Maintenance(MigrationStage.AfterAll));
        return planned;
    }

    /// <summary>What MigrateDown runs.</summary>
    public IReadOnlyList<PlannedMigration> Down(long target)
    {
        var info = applied();
        return
        [
            .. runner.MigrationLoader.LoadMigrations().Values.Reverse().Where(migration => migration.Version > target && info.HasAppliedMigration(migration.Version))
                .Select(migration => Versioned(migration, Direction.Down)),
            .. Profiles(),
        ];
    }

    /// <summary>What Rollback runs.</summary>
    public IReadOnlyList<PlannedMigration> Rollback(int steps) => [.. Applied().Take(steps)];

    /// <summary>What RollbackToVersion runs.</summary>
    public IReadOnlyList<PlannedMigration> RollbackTo(long version) => [.. Applied().Where(migration => migration.Version > version)];

    /// <summary>What Up and Down of one migration run.</summary>
    public IReadOnlyList<PlannedMigration> One(IMigration migration, Direction direction) => [Unversioned(migration, TransactionBehavior.Default, direction)];

    private IEnumerable<PlannedMigration> Applied()
    {
        var available = runner.MigrationLoader.LoadMigrations();
        foreach (var version in applied().AppliedMigrations())
        {
            if (available.TryGetValue(version, out var migration))
            {
                yield return Versioned(migration, Direction.Down);
            }
        }
    }

    private bool IsWanted(IMigrationInfo migration, IVersionInfo info)
        => migration.Migration.GetType().GetCustomAttributes().OfType<MigrationConstraintAttribute>()
            .All(constraint => constraint.ShouldRun(new MigrationConstraintContext { RunnerOptions = options, VersionInfo = info }));

    private IEnumerable<PlannedMigration> Maintenance(MigrationStage stage)
        => (services.GetService<IMaintenanceLoader>()?.LoadMaintenance(stage) ?? []).Select(migration => Unversioned(migration.Migration, migration.TransactionBehavior, Direction.Up));

    private IEnumerable<PlannedMigration> Profiles()
    {
        var profiles = new List<IMigration>();
        services.GetService<IProfileLoader>()?.ApplyProfiles(ProfileTaker.Create(profiles));
        return profiles.Select(profile => Unversioned(profile, TransactionBehavior.Default, Direction.Up));
    }

    private PlannedMigration Unversioned(IMigration migration, TransactionBehavior behavior, Direction direction)
        => new(migration, new MigrationId("", migration.GetType().Name), direction, ModeOf(behavior));

    private PlannedMigration Versioned(IMigrationInfo migration, Direction direction)
        => new(migration.Migration, new MigrationId(migration.Version.ToString(CultureInfo.InvariantCulture), migration.Migration.GetType().Name), direction, ModeOf(migration.TransactionBehavior))
        {
            Version = migration.Version,
            Obstacle = direction == Direction.Up && migration.IsBreakingChange && !options.AllowBreakingChange
                ? "it is marked as a breaking change, and the runner stops in front of it unless AllowBreakingChange is set" : null,
        };

    private TransactionMode ModeOf(TransactionBehavior behavior)
        => behavior == TransactionBehavior.None && !options.TransactionPerSession ? TransactionMode.None : TransactionMode.Single;
}
