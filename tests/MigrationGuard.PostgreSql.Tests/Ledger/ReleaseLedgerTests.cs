using MigrationGuard.Ledgers;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Ledgers;

namespace MigrationGuard.PostgreSql.Tests.Ledger;

/// <summary>The ledger as a role sees it that may do nothing but run releases.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class ReleaseLedgerTests(int major) : ReleaseLedgerContract
{
    private LedgerScene _scene = null!;
    private IReleaseLedger _ledger = null!;

    [OneTimeSetUp]
    public async Task Install()
    {
        _scene = await LedgerScene.CreateAsync(major);
        _ledger = LedgerScene.Open(_scene.Database);
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        if (_ledger is not null)
        {
            await _ledger.DisposeAsync();
        }

        _scene?.Dispose();
    }

    protected override Task<IReleaseLedger> OpenAsync()
    {
        _scene.Reset();
        return Task.FromResult(_ledger);
    }

    protected override Task ExpireAsync()
    {
        _scene.Database.Execute("UPDATE migration_guard.lease SET expires_at = clock_timestamp() - interval '1 s'");
        return Task.CompletedTask;
    }
}
