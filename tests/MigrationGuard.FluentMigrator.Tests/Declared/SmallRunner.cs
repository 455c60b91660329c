using FluentMigrator;
using FluentMigrator.Expressions;
using FluentMigrator.Infrastructure;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Initialization;
using FluentMigrator.Validation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MigrationGuard.FluentMigrator.Tests.Declared;

/// <summary>A runner by our declarations: it does on a real server what FluentMigrator's does, in the order in which that does it.</summary>
internal sealed class SmallRunner(SmallProcessor processor, IMigrationInformationLoader migrations, IServiceProvider services, IMigrationExpressionValidator validator, IOptions<RunnerOptions> options)
    : IMigrationRunner
{
    public IMigrationProcessor Processor => processor;

    public IMigrationInformationLoader MigrationLoader => migrations;

    private SmallVersionLoader Versions => (SmallVersionLoader)services.GetRequiredService<IVersionLoader>();

    public void MigrateUp() => MigrateUp(long.MaxValue);

    public void MigrateUp(long version) => Session(() =>
    {
        Maintain(MigrationStage.BeforeAll);
        foreach (var migration in migrations.LoadMigrations().Values.Where(migration => migration.Version <= version && !Versions.HasAppliedMigration(migration.Version)))
        {
            Maintain(MigrationStage.BeforeEach);
            Apply(migration.Migration.GetUpExpressions, migration.TransactionBehavior, $"INSERT INTO {Versions.Table} VALUES ({migration.Version})");
            Maintain(MigrationStage.AfterEach);
        }

        Maintain(MigrationStage.BeforeProfiles);
        services.GetRequiredService<IProfileLoader>().ApplyProfiles(this);
        Maintain(MigrationStage.AfterAll);
    });

    public void MigrateDown(long version) => Down(Versions.AppliedMigrations().Where(applied => applied > version));

    public void Rollback(int steps) => Down(Versions.AppliedMigrations().Take(steps));

    public void RollbackToVersion(long version) => MigrateDown(version);

    public void Up(IMigration migration) => Apply(migration.GetUpExpressions, TransactionBehavior.Default, "");

    public void Down(IMigration migration) => Apply(migration.GetDownExpressions, TransactionBehavior.Default, "");

    public bool LoadVersionInfoIfRequired()
    {
        Versions.LoadVersionInfo();
        return true;
    }

    public bool HasMigrationsToApplyUp(long? version = null) => migrations.LoadMigrations().Keys.Any(key => key <= (version ?? long.MaxValue) && !Versions.HasAppliedMigration(key));

    public bool HasMigrationsToApplyDown(long version) => Versions.AppliedMigrations().Any(applied => applied > version);

    public bool HasMigrationsToApplyRollback() => Versions.AppliedMigrations().Any();

    public void ValidateVersionOrder() => throw new NotSupportedException();

    public void ListMigrations() => throw new NotSupportedException();

    public IMigrationScope BeginScope() => throw new NotSupportedException();

    private void Down(IEnumerable<long> versions)
    {
        foreach (var version in versions.ToList())
        {
            var migration = migrations.LoadMigrations()[version];
            Apply(migration.Migration.GetDownExpressions, migration.TransactionBehavior, $"DELETE FROM {Versions.Table} WHERE \"{Versions.VersionTableMetaData.ColumnName}\" = {version}");
        }

        Versions.LoadVersionInfo();
    }

    private void Maintain(MigrationStage stage)
    {
        foreach (var migration in services.GetRequiredService<IMaintenanceLoader>().LoadMaintenance(stage))
        {
            Apply(migration.Migration.GetUpExpressions, migration.TransactionBehavior, "");
        }
    }

    private void Session(Action run)
    {
        Within(options.Value.TransactionPerSession, run);
        Versions.LoadVersionInfo();
    }

    private void Apply(Action<IMigrationContext> ask, TransactionBehavior behavior, string note) => Within(behavior == TransactionBehavior.Default && !options.Value.TransactionPerSession, () =>
    {
        var context = new Context(services, processor);
        ask(context);
        var faults = context.Expressions.SelectMany(validator.Validate).ToList();
        if (faults.Count > 0)
        {
            throw new InvalidOperationException(string.Join(" ", faults));
        }

        foreach (var expression in context.Expressions)
        {
            expression.ExecuteWith(processor);
        }

        if (note.Length > 0)
        {
            processor.Execute(note);
        }
    });

    private void Within(bool transaction, Action run)
    {
        if (!transaction)
        {
            run();
            return;
        }

        processor.BeginTransaction();
        try
        {
            run();
            processor.CommitTransaction();
        }
        catch
        {
            processor.RollbackTransaction();
            throw;
        }
    }

    private sealed class Context(IServiceProvider services, IQuerySchema schema) : IMigrationContext
    {
        public IServiceProvider ServiceProvider => services;

        public ICollection<IMigrationExpression> Expressions { get; set; } = [];

        public IQuerySchema QuerySchema => schema;

        public string Connection { get; set; } = "";
    }
}
