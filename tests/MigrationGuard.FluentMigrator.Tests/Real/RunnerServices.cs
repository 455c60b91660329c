using FluentMigrator.Runner;
using Microsoft.Extensions.DependencyInjection;
using MigrationGuard.Pending;

namespace MigrationGuard.FluentMigrator.Tests.Scenes;

/// <summary>The real runner.</summary>
internal static class RunnerServices
{
    public static void Add(IServiceCollection services, string connectionString)
        => services.AddFluentMigratorCore().ConfigureRunner(runner => runner.AddPostgres().WithGlobalConnectionString(connectionString));

    public static void Guard(IServiceCollection services, Action<RunGuardOptions> configure) => services.ConfigureRunner(runner => runner.AddMigrationGuard(configure));

    /// <summary>A runner that nobody guards, of the same services.</summary>
    public static IMigrationRunner Unguarded(IServiceProvider services) => services.GetRequiredService<MigrationRunner>();
}
