using System.Data;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Initialization;
using FluentMigrator.Runner.Processors;
using Microsoft.Extensions.DependencyInjection;
using MigrationGuard.Pending;
using MigrationGuard.PostgreSql.Tests.Guard;

namespace MigrationGuard.FluentMigrator.Tests.Scenes;

/// <summary>A shop whose version 4.2.0 is live in the ledger of its database, and a guarded runner.</summary>
internal sealed class RunnerScene : IDisposable
{
    private readonly GuardScene _shop;
    private readonly List<IDisposable> _opened = [];

    private RunnerScene(GuardScene shop) => _shop = shop;

    public GuardScene Shop => _shop;

    /// <summary>What the hook said.</summary>
    public List<string> Said { get; } = [];

    public static async Task<RunnerScene> CreateAsync(int major)
    {
        var shop = await GuardScene.CreateAsync(major, Guarding.GuardMode.Observe);
        return new RunnerScene(shop);
    }

    /// <summary>A guarded runner of these migrations, in a scope of its own.</summary>
    public IMigrationRunner Runner(params TestInfo[] migrations) => Services(new Setup(), migrations).GetRequiredService<IMigrationRunner>();

    /// <summary>The services of a guarded runner.</summary>
    public IServiceProvider Services(Setup setup, params TestInfo[] migrations)
    {
        var loaders = new FixedLoaders(migrations);
        setup.Loaders?.Invoke(loaders);
        var services = new ServiceCollection();
        services.AddSingleton<IMigrationInformationLoader>(loaders).AddSingleton<IMaintenanceLoader>(loaders).AddSingleton<IProfileLoader>(loaders);
        RunnerServices.Add(services, setup.Runner ?? _shop.Database.ConnectionString);
        services.Configure<RunnerOptions>(options => setup.Options?.Invoke(options));
        services.Configure<ProcessorOptions>(options => options.PreviewOnly = setup.PreviewOnly);
        setup.Services?.Invoke(services);
        RunnerServices.Guard(services, guard =>
        {
            guard.UsePostgreSql(setup.Guard ?? _shop.Database.ConnectionString);
            guard.Say = Said.Add;
            guard.RetryPause = TimeSpan.FromMilliseconds(300);
            setup.Hook?.Invoke(guard);
        });
        var provider = services.BuildServiceProvider(validateScopes: true);
        var scope = provider.CreateScope();
        _opened.AddRange([scope, provider]);
        return scope.ServiceProvider;
    }

    /// <summary>The column names of a table.</summary>
    public string Columns(string table) => _shop.Ask<string>($"SELECT coalesce(string_agg(attname, ' ' ORDER BY attnum), '') FROM pg_attribute WHERE attrelid = to_regclass('{table}') AND attnum > 0 AND NOT attisdropped");

    /// <summary>What the ledger knows of applied migrations, a run on each line.</summary>
    public string Applied() => _shop.Ask<string>(
        """
        SELECT coalesce(string_agg(subject || ': ' || (SELECT string_agg((m ->> 'id') || ' ' || (m ->> 'direction'), ', ') FROM jsonb_array_elements(details -> 'migrations') m), E'\n' ORDER BY id), '')
        FROM migration_guard.log WHERE event = 'applied'
        """);

    /// <summary>Nobody needs the username any more.</summary>
    public void Retire()
    {
        _shop.Publish("4.3.0", ["SELECT id FROM users WHERE id = $1"], [["integer"]]);
        _shop.Database.Execute("SELECT migration_guard.set_version_state('webshop', '4.2.0', 'retired', NULL, NULL)");
    }

    public void Dispose()
    {
        _opened.ForEach(opened => opened.Dispose());
        _shop.Dispose();
    }
}
