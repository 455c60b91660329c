using System.Reflection;
using MigrationGuard.Presence;

namespace MigrationGuard.Hosting;

/// <summary>The running process, and its connection to the database.</summary>
internal sealed class AppGuard : IAsyncDisposable
{
    private readonly Lazy<AppConnection> _connection;

    /// <summary>Finds out who the process is; connects nowhere yet.</summary>
    public AppGuard(AppGuardOptions options, Func<string, string?> variable)
    {
        Options = options;
        Identity = IdentityOf(options, variable);
        _connection = new(() => (options.Connect ?? throw new InvalidOperationException("MigrationGuard has no database: call UsePostgreSql(connectionString) in its options."))(Identity));
    }

    /// <summary>How the application takes part.</summary>
    public AppGuardOptions Options { get; }

    /// <summary>The process.</summary>
    public AppIdentity Identity { get; }

    /// <summary>The connection.</summary>
    /// <exception cref="InvalidOperationException">No database was configured.</exception>
    public AppConnection Connection => _connection.Value;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _connection.IsValueCreated ? Connection.DisposeAsync() : ValueTask.CompletedTask;

    private static AppIdentity IdentityOf(AppGuardOptions options, Func<string, string?> variable)
    {
        var program = Assembly.GetEntryAssembly();
        return new(
            First(options.Service, variable("MIGRATIONGUARD_SERVICE"), program?.GetName().Name) ?? throw Missing("service", nameof(options.Service)),
            First(options.Version, variable("MIGRATIONGUARD_LABEL"), VersionOf(program)) ?? throw Missing("version", nameof(options.Version)),
            First(options.Digest, variable("MIGRATIONGUARD_DIGEST")) ?? "",
            AppIdentity.NewInstance());
    }

    // What follows a plus is metadata of the build, such as the commit. https://semver.org/#spec-item-10
    private static string? VersionOf(Assembly? program) =>
        program?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    private static string? First(params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                return value;
            }
        }

        return null;
    }

    private static InvalidOperationException Missing(string what, string option) => new($"MigrationGuard does not know the {what} of this application: set {option} in its options.");
}
