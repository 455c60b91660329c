using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using MigrationGuard.Hosting;
using MigrationGuard.Presence;

namespace MigrationGuard;

/// <summary>Adds MigrationGuard to an application.</summary>
public static class MigrationGuardServices
{
    /// <summary>Adds the heartbeat. The application neither starts nor stops later for it; a database that is away is logged once.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Names the version and the database, e.g. <c>options.UsePostgreSql(connectionString)</c>.</param>
    public static IServiceCollection AddMigrationGuard(this IServiceCollection services, Action<AppGuardOptions> configure)
    {
        services.TryAddSingleton(_ =>
        {
            var options = new AppGuardOptions();
            configure(options);
            return new AppGuard(options, Environment.GetEnvironmentVariable);
        });
        services.TryAddSingleton<OwnHealth>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, HeartbeatService>());
        return services;
    }

    /// <summary>
    /// Adds the health check of the version that <c>AddMigrationGuard</c> on the services names: it fails when a statement of the version does not work on the schema as it is,
    /// is degraded when that cannot be told, and healthy also on a schema that is merely ahead.
    /// </summary>
    /// <param name="builder">The application's health checks.</param>
    /// <param name="tags">Tags, e.g. <c>ready</c>.</param>
    public static IHealthChecksBuilder AddMigrationGuard(this IHealthChecksBuilder builder, params IReadOnlyList<string> tags) =>
        builder.AddCheck<SchemaHealthCheck>("migrationguard", failureStatus: null, tags);
}
