using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>Waits for a lease.</summary>
/// <param name="ledger">Who gives it.</param>
/// <param name="clock">The clock.</param>
/// <param name="every">How often it is asked for.</param>
internal sealed class LeaseQueue(IReleaseLedger ledger, ReleaseClock clock, TimeSpan every)
{
    /// <summary>The lease, or who still has it when the waiting is over.</summary>
    public async Task<LeaseAnswer> AcquireAsync(string holder, TimeSpan duration, TimeSpan wait, CancellationToken cancellation)
    {
        var until = clock.Now + wait;
        while (true)
        {
            var answer = await ledger.AcquireLeaseAsync(holder, duration, cancellation);
            if (answer is LeaseAnswer.Taken || clock.Now >= until)
            {
                return answer;
            }

            await clock.WaitAsync(every, cancellation);
        }
    }

    /// <summary>Who has it, in a sentence.</summary>
    public static string TextOf(LeaseAnswer.Busy busy) => $"{busy.Holder} is at it since {busy.Since:u}, for {busy.Age:c}";
}
