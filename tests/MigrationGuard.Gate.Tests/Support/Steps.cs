using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>The schema: steps that give it something and steps that remove something, each recorded when it really happens.</summary>
internal sealed class Steps(Action<string, int> change, Deaths deaths) : IExpansion, IContraction
{
    public List<string> Taken { get; } = [];

    public int Expands { get; set; } = 2;

    public int Contracts { get; set; } = 2;

    /// <summary>How many of the next steps run into a lock.</summary>
    public int Locked { get; set; }

    public StepOutcome? Answers { get; set; }

    public ContractResult Check { get; set; } = new(EvidenceVerdict.Pass, "sha256:contract", "nobody needs it");

    public TombstoneSight Seen { get; set; } = TombstoneSight.Quiet;

    public Task<StepResult> RunNextAsync(ReleaseRecord release, Lease lease, CancellationToken cancellation) => Task.FromResult(Run("expand", Expands));

    public Task<StepResult> RunNextAsync(ReleaseRecord release, ContractGrant grant, Lease lease, CancellationToken cancellation) => Task.FromResult(Run("contract", Contracts));

    public Task<ContractResult> CheckAsync(ReleaseRecord release, CancellationToken cancellation) => Task.FromResult(Check);

    public Task<TombstoneResult> PlaceAsync(ReleaseRecord release, ContractGrant grant, Lease lease, CancellationToken cancellation) => Once("hide", new(Seen, "hidden"));

    public Task<TombstoneResult> ObserveAsync(ReleaseRecord release, CancellationToken cancellation) => Task.FromResult(new TombstoneResult(Seen, "hidden"));

    public Task<TombstoneResult> LiftAsync(ReleaseRecord release, Lease lease, CancellationToken cancellation)
    {
        deaths.Around(() => Taken.Remove("hide"));
        return Task.FromResult(new TombstoneResult(TombstoneSight.Lifted, "shown again"));
    }

    private Task<TombstoneResult> Once(string name, TombstoneResult result)
    {
        deaths.Around(() =>
        {
            if (!Taken.Contains(name))
            {
                Taken.Add(name);
            }

            return true;
        });
        return Task.FromResult(result);
    }

    private StepResult Run(string kind, int total)
    {
        var done = Taken.Count(name => name.StartsWith(kind, StringComparison.Ordinal));
        if (Answers is { } answer)
        {
            return new(answer, done, total, "as the test wishes");
        }

        if (Locked-- > 0)
        {
            return new(StepOutcome.Retry, done, total, "lock timeout");
        }

        if (done < total)
        {
            deaths.Around(() =>
            {
                Taken.Add($"{kind} {++done}");
                change(kind, done);
                return true;
            });
        }

        return new(StepOutcome.Done, done, total, $"{done} of {total}");
    }
}
