using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;
using MigrationGuard.TestKit.Ledgers;

namespace MigrationGuard.Gate.Tests.Running;

/// <summary>What the tests of the gate use instead of a database keeps to the same contract.</summary>
public sealed class MemoryLedgerTests : ReleaseLedgerContract
{
    private AutoTime _time = null!;

    protected override Task<IReleaseLedger> OpenAsync()
    {
        _time = new();
        var ledger = new MemoryLedger(_time, new Deaths())
        {
            Versions = { World.Version(1, "4.1.0", VersionState.Live), World.Version(2, "4.2.0", VersionState.Live), World.Version(3, "4.3.0", VersionState.Published) },
        };
        return Task.FromResult<IReleaseLedger>(ledger);
    }

    protected override Task ExpireAsync()
    {
        _time.Pass(TimeSpan.FromMinutes(2));
        return Task.CompletedTask;
    }
}
