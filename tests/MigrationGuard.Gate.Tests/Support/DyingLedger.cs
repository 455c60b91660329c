using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>A ledger of which the process can die before and after everything that it writes.</summary>
internal sealed class DyingLedger(IReleaseLedger ledger, Deaths deaths) : IReleaseLedger
{
    public Task<LeaseAnswer> AcquireLeaseAsync(string holder, TimeSpan duration, CancellationToken cancellation) => AroundAsync(() => ledger.AcquireLeaseAsync(holder, duration, cancellation));

    public Task<Lease> SeizeLeaseAsync(string holder, TimeSpan duration, CancellationToken cancellation) => AroundAsync(() => ledger.SeizeLeaseAsync(holder, duration, cancellation));

    public Task<Lease> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellation) => ledger.RenewAsync(lease, duration, cancellation);

    public Task ReleaseLeaseAsync(Lease lease, CancellationToken cancellation) => deaths.Dead ? Task.CompletedTask : ledger.ReleaseLeaseAsync(lease, cancellation);

    public Task<StartAnswer> StartAsync(Lease lease, ReleaseRecord release, CancellationToken cancellation) => AroundAsync(() => ledger.StartAsync(lease, release, cancellation));

    public Task<IReadOnlyList<ReleaseRecord>> ReleasesAsync(CancellationToken cancellation) => ledger.ReleasesAsync(cancellation);

    public Task<JournalEntry> AppendAsync(Lease lease, JournalNote note, CancellationToken cancellation) => AroundAsync(() => ledger.AppendAsync(lease, note, cancellation));

    public Task<IReadOnlyList<JournalEntry>> JournalAsync(string release, CancellationToken cancellation) => ledger.JournalAsync(release, cancellation);

    public Task AddEvidenceAsync(Lease lease, string release, Evidence evidence, CancellationToken cancellation) => ledger.AddEvidenceAsync(lease, release, evidence, cancellation);

    public Task<IReadOnlyList<Evidence>> EvidenceAsync(string release, CancellationToken cancellation) => ledger.EvidenceAsync(release, cancellation);

    public Task<string> FingerprintAsync(CancellationToken cancellation) => ledger.FingerprintAsync(cancellation);

    public Task<IReadOnlyList<AppVersion>> VersionsAsync(CancellationToken cancellation) => ledger.VersionsAsync(cancellation);

    public Task ChangeVersionAsync(Lease lease, VersionChange change, CancellationToken cancellation) => AroundAsync(async () =>
    {
        await ledger.ChangeVersionAsync(lease, change, cancellation);
        return true;
    });

    public Task<RollbackFloor?> FloorAsync(string service, CancellationToken cancellation) => ledger.FloorAsync(service, cancellation);

    public Task RaiseFloorAsync(Lease lease, RollbackFloor floor, CancellationToken cancellation) => ledger.RaiseFloorAsync(lease, floor, cancellation);

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    private async Task<T> AroundAsync<T>(Func<Task<T>> change)
    {
        deaths.Moment();
        var result = await change();
        deaths.Moment();
        return result;
    }
}
