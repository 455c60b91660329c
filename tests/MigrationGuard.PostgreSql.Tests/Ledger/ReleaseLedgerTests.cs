using MigrationGuard.Ledgers;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Ledgers;

namespace MigrationGuard.PostgreSql.Tests.Ledger;

/// <summary>The ledger as a role sees it that may do nothing but run releases.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class ReleaseLedgerTests(int major) : ReleaseLedgerContract
{
    private LedgerScene _scene = null!;
    private PostgresDatabase? _database;

    [OneTimeSetUp]
    public async Task Install() => _scene = await LedgerScene.CreateAsync(major);

    [OneTimeTearDown]
    public void Remove() => _scene?.Dispose();

    [TearDown]
    public void Drop() => _database?.Dispose();

    protected override Task<IReleaseLedger> OpenAsync()
    {
        _database = _scene.Copy();
        return Task.FromResult<IReleaseLedger>(LedgerScene.Open(_database));
    }

    protected override Task ExpireAsync()
    {
        _database!.Execute("UPDATE migration_guard.lease SET expires_at = clock_timestamp() - interval '1 s'");
        return Task.CompletedTask;
    }
}
