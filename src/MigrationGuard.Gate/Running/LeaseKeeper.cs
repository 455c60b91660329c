using MigrationGuard.Ledgers;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Running;

/// <summary>Keeps a lease alive while something is done under it.</summary>
internal sealed class LeaseKeeper(IReleaseLedger ledger, ReleaseClock clock, TimeSpan duration, Lease lease)
{
    private DateTimeOffset _renewedAt = clock.Now;

    /// <summary>The lease; its token stays.</summary>
    public Lease Lease { get; private set; } = lease;

    /// <summary>Renews it when a third of its time is over.</summary>
    /// <exception cref="LeaseLostException">Somebody else has it.</exception>
    public async Task RenewIfDueAsync(CancellationToken cancellation)
    {
        if (clock.Now - _renewedAt >= duration / 3)
        {
            await RenewAsync(cancellation);
        }
    }

    /// <summary>Renews it.</summary>
    /// <exception cref="LeaseLostException">Somebody else has it.</exception>
    /// <exception cref="DatabaseException">The ledger does not answer.</exception>
    public async Task RenewAsync(CancellationToken cancellation)
    {
        Lease = await ledger.RenewAsync(Lease, duration, cancellation);
        _renewedAt = clock.Now;
    }

    /// <summary>Does something that may take long, and ends it when the lease is lost.</summary>
    /// <exception cref="LeaseLostException">Somebody else has it.</exception>
    public async Task<T> WhileAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var task = work(ended.Token);
        try
        {
            while (!task.IsCompleted)
            {
                await Task.WhenAny(task, clock.WaitAsync(duration / 3, ended.Token));
                if (!task.IsCompleted)
                {
                    await RenewOrGoOnAsync(cancellation);
                }
            }
        }
        catch (LeaseLostException)
        {
            await ended.CancelAsync();
            await Task.WhenAny(task);
            throw;
        }

        var result = await task;
        await ended.CancelAsync();
        return result;
    }

    /// <summary>Gives the lease back; one that cannot be given back in time expires.</summary>
    public async Task GiveBackAsync(TimeSpan patience)
    {
        try
        {
            await clock.WithinAsync(GiveBackAsync(), patience, CancellationToken.None);
        }
        catch (Exception failure) when (failure is DatabaseException or TimeoutException)
        {
        }
    }

    private async Task<bool> GiveBackAsync()
    {
        await ledger.ReleaseLeaseAsync(Lease, CancellationToken.None);
        return true;
    }

    // A ledger that does not answer for a moment does not end the work; what is written afterwards is refused if the lease is lost.
    private async Task RenewOrGoOnAsync(CancellationToken cancellation)
    {
        try
        {
            await RenewAsync(cancellation);
        }
        catch (DatabaseException)
        {
        }
    }
}
