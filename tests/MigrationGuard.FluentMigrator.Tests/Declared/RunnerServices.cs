using FluentMigrator.Runner;
using FluentMigrator.Runner.Generators;
using FluentMigrator.Runner.Processors;
using FluentMigrator.Runner.VersionTableInfo;
using FluentMigrator.Validation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MigrationGuard.FluentMigrator.Tests.Declared;
using MigrationGuard.Pending;

namespace MigrationGuard.FluentMigrator.Tests.Scenes;

/// <summary>The small runner.</summary>
internal static class RunnerServices
{
    public static void Add(IServiceCollection services, string connectionString)
    {
        services.AddOptions();
        services.AddScoped(provider => new SmallProcessor(connectionString, provider.GetRequiredService<Microsoft.Extensions.Options.IOptionsSnapshot<ProcessorOptions>>().Value.PreviewOnly));
        services.AddScoped<IProcessorAccessor>(provider => provider.GetRequiredService<SmallProcessor>());
        services.AddSingleton<IGeneratorAccessor, SmallGenerator>();
        services.AddScoped<IVersionLoader, SmallVersionLoader>();
        services.TryAddSingleton<IVersionTableMetaData, SmallVersionTable>();
        services.AddScoped<IMigrationExpressionValidator, SmallValidator>();
        services.AddScoped<IMigrationRunner, SmallRunner>();
    }

    public static void Guard(IServiceCollection services, Action<RunGuardOptions> configure) => new Builder(services).AddMigrationGuard(configure);

    /// <summary>A runner that nobody guards, of the same services.</summary>
    public static IMigrationRunner Unguarded(IServiceProvider services) => services.GetRequiredService<SmallRunner>();

    private sealed class Builder(IServiceCollection services) : IMigrationRunnerBuilder
    {
        public IServiceCollection Services => services;
    }
}
