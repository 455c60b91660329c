using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using MigrationGuard.Pending;

namespace MigrationGuard.EntityFrameworkCore.Hook;

/// <summary>Decorates the migrator of whatever provider the context has.</summary>
internal sealed class GuardOptionsExtension(RunGuardOptions guard) : IDbContextOptionsExtension
{
    private IDbContextOptionsExtension? _provider;

    /// <summary>How the hook behaves.</summary>
    public RunGuardOptions Guard => guard;

    /// <inheritdoc />
    public DbContextOptionsExtensionInfo Info => field ??= new GuardExtensionInfo(this);

    /// <inheritdoc />
    public void ApplyServices(IServiceCollection services)
    {
        // Called in front of the provider's Use…: there is nothing to decorate yet. What a provider adds it adds once.
        if (!services.Any(static service => service.ServiceType == typeof(IMigrator)))
        {
            _provider?.ApplyServices(services);
        }

        if (ServiceDecoration.Decorate<IMigrator>(services, static (migrator, provider) => ActivatorUtilities.CreateInstance<GuardedMigrator>(provider, migrator)))
        {
            ServiceDecoration.Decorate<IMigrationCommandExecutor>(services, static (executor, provider) => ActivatorUtilities.CreateInstance<GuardedCommandExecutor>(provider, executor));
            services.AddScoped<RunInProgress>();
        }
    }

    /// <inheritdoc />
    public void Validate(IDbContextOptions options)
    {
        _provider = options.Extensions.FirstOrDefault(static extension => extension.Info.IsDatabaseProvider);
        var core = options.FindExtension<CoreOptionsExtension>();
        if (core?.InternalServiceProvider is not null)
        {
            throw new InvalidOperationException("UseMigrationGuard cannot decorate the migrator of UseInternalServiceProvider: the run would not be guarded.");
        }

        if (core?.ReplacedServices?.Keys.FirstOrDefault(static key => key.Item1 == typeof(IMigrator) || key.Item1 == typeof(IMigrationCommandExecutor)) is { Item1: { } replaced })
        {
            throw new InvalidOperationException($"UseMigrationGuard cannot decorate what ReplaceService<{replaced.Name}, …> puts in its place: the run would not be guarded.");
        }
    }
}
