using System.Globalization;
using DotNet.Testcontainers.Builders;
using Testcontainers.PostgreSql;

namespace MigrationGuard.TestKit;

/// <summary>A server in a container, where a Docker engine answers.</summary>
internal static class ContainerServer
{
    public static string? TryStart(int major)
    {
        try
        {
            var container = new PostgreSqlBuilder(string.Create(CultureInfo.InvariantCulture, $"postgres:{major}"))
                .WithUsername("postgres")
                .WithDatabase("postgres")
                .WithCommand("-c", "fsync=off", "-c", "autovacuum=off", "-c", "jit=off", "-c", "max_connections=200")
                .WithCommand("-c", "max_prepared_transactions=20", "-c", "wal_level=logical", "-c", "timezone=UTC")
                .Build();
            container.StartAsync().GetAwaiter().GetResult();
            AppDomain.CurrentDomain.ProcessExit += (_, _) => container.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return container.GetConnectionString();
        }
        catch (DockerUnavailableException)
        {
            return null;
        }
    }
}
