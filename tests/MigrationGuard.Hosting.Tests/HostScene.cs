using MigrationGuard.Guarding;
using MigrationGuard.Hosting;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.Postgres.Judging;
using MigrationGuard.Postgres.Presence;
using MigrationGuard.Presence;
using MigrationGuard.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MigrationGuard.Hosting.Tests;

/// <summary>A guarded database in which webshop 4.2.0 is published, and hosts of applications on it.</summary>
internal sealed class HostScene : IDisposable
{
    public const string App = "hosting_test_app";
    public const string Stranger = "hosting_test_stranger";

    private const string Prepared = $"""
        DO $$ DECLARE person text; BEGIN
            FOREACH person IN ARRAY ARRAY['{App}', '{Stranger}'] LOOP
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = person) THEN EXECUTE format('CREATE ROLE %I LOGIN', person); END IF;
            END LOOP;
        END $$;
        CREATE TABLE users (id int PRIMARY KEY, username text, email text);
        GRANT SELECT, INSERT ON users TO {App};
        """;

    private const string Manifest = $$"""
        {
          "version": 1, "service": "webshop", "label": "4.2.0", "digest": "sha256:42", "role": "{{App}}", "search_path": "public",
          "statements": [
            { "id": "000000000001", "text": "SELECT username FROM users WHERE id = $1", "canonical": "SELECT username FROM users WHERE id = $1", "parameters": [{ "type": "integer" }], "from": [{ "file": "Users/UserStore.cs", "line": 42 }] },
            { "id": "000000000002", "text": "SELECT count(*) FROM users", "canonical": "SELECT count(*) FROM users", "parameters": [], "from": [{ "file": "Users/UserStore.cs", "line": 50 }] }
          ]
        }
        """;

    private HostScene(PostgresDatabase database) => Database = database;

    public PostgresDatabase Database { get; }

    public List<string> Log { get; } = [];

    public static HostScene Create(int major) => new(PostgresServer.Get(major).Copy("hosting", database => PrepareAsync(database).GetAwaiter().GetResult()));

    public string ConnectionString(string user = App) => new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Username = user, Timeout = 5 }.ConnectionString;

    public IHost Host(Action<AppGuardOptions>? configure = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(new ListLogger(Log));
        builder.Services.AddMigrationGuard(options =>
        {
            (options.Service, options.Version, options.Digest) = ("webshop", "4.2.0", "sha256:42");
            (options.Interval, options.HealthLifetime) = (TimeSpan.FromMilliseconds(50), TimeSpan.Zero);
            options.UsePostgreSql(ConnectionString());
            configure?.Invoke(options);
        });
        builder.Services.AddHealthChecks().AddMigrationGuard("ready");
        return builder.Build();
    }

    public async Task<IReadOnlyList<PresenceSeen>> PresentAsync()
    {
        await using var source = PostgresSource.Create(Database.ConnectionString, new());
        return await new PostgresPresence(source).ListAsync(default);
    }

    public async Task<IReadOnlyList<PresenceSeen>> PresentAsync(Func<IReadOnlyList<PresenceSeen>, bool> wanted)
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            if (await PresentAsync() is var seen && (wanted(seen) || clock.Elapsed > TimeSpan.FromSeconds(20)))
            {
                return seen;
            }
        }
    }

    public static async Task<HealthReportEntry> CheckAsync(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["migrationguard"];

    public IReadOnlyList<string> Lines()
    {
        lock (Log)
        {
            return [.. Log];
        }
    }

    public void Dispose() => Database.Dispose();

    private static async Task PrepareAsync(PostgresDatabase database)
    {
        database.Execute(Prepared);
        await using (var guard = new PostgresGuard(database.Open()))
        {
            await guard.InstallAsync(new GuardOptions { Mode = GuardMode.Observe }, default);
        }

        await using (var judge = await PostgresJudge.BeginAsync(database.Open(), default))
        {
            await judge.PublishAsync(Manifest, default);
            await judge.CommitAsync(default);
        }

        database.Execute($"GRANT migration_guard_application TO {App}");
    }

    private sealed class ListLogger(List<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception) is var line && line.StartsWith("MigrationGuard", StringComparison.Ordinal))
            {
                lock (lines)
                {
                    lines.Add($"{logLevel}: {line}");
                }
            }
        }

        public void Dispose()
        {
        }
    }
}
