using FluentMigrator.Validation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MigrationGuard.FluentMigrator.Running;
using MigrationGuard.Pending;

namespace FluentMigrator.Runner;

/// <summary>MigrationGuard for the runner of FluentMigrator.</summary>
public static class MigrationGuardRunnerBuilderExtensions
{
    /// <summary>
    /// Guards the runner that is registered: every run is collected and judged as a whole, and refused before its first statement with <see cref="MigrationRefusedException"/>.
    /// A second call configures the same guard further.
    /// </summary>
    /// <param name="builder">The runner that <c>ConfigureRunner</c> configures.</param>
    /// <param name="configure">Says which database judges (<c>UsePostgreSql</c>) and what is done with its answer.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">No runner is registered.</exception>
    public static IMigrationRunnerBuilder AddMigrationGuard(this IMigrationRunnerBuilder builder, Action<RunGuardOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        if (services.FirstOrDefault(service => service.ServiceType == typeof(HookOptions))?.ImplementationInstance is HookOptions present)
        {
            configure(present.Guard);
            return builder;
        }

        var options = new RunGuardOptions();
        configure(options);
        services.AddSingleton(new HookOptions(options));
        var lifetime = Decorate<IMigrationRunner>(services, (provider, inner) => RunnerProxy.Create(inner, new RunnerHook(inner, provider, options)));
        if (services.Any(service => service.ServiceType == typeof(IMigrationExpressionValidator)))
        {
            Decorate<IMigrationExpressionValidator>(services, (provider, inner) => new GuardedValidator(inner, provider, options));
        }

        services.Add(ServiceDescriptor.Describe(typeof(JudgedRun), typeof(JudgedRun), lifetime));
        return builder;
    }

    private static ServiceLifetime Decorate<TService>(IServiceCollection services, Func<IServiceProvider, TService, TService> decorate)
        where TService : class
    {
        var inner = services.LastOrDefault(service => service.ServiceType == typeof(TService) && !service.IsKeyedService)
            ?? throw new InvalidOperationException($"There is no {typeof(TService).Name} to guard: call AddFluentMigratorCore() before AddMigrationGuard.");
        if (inner.ImplementationType is { } type)
        {
            services.TryAdd(ServiceDescriptor.Describe(type, type, inner.Lifetime));
        }

        services[services.IndexOf(inner)] = ServiceDescriptor.Describe(typeof(TService), provider => decorate(provider, Made<TService>(inner, provider)), inner.Lifetime);
        return inner.Lifetime;
    }

    private static TService Made<TService>(ServiceDescriptor service, IServiceProvider provider)
        where TService : class
        => (TService)(service.ImplementationInstance ?? service.ImplementationFactory?.Invoke(provider) ?? provider.GetRequiredService(service.ImplementationType!));
}
