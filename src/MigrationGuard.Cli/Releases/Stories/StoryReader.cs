using MigrationGuard.Gate.Stories;
using MigrationGuard.Ledgers;
using MigrationGuard.Servers;

namespace MigrationGuard.Cli.Releases.Stories;

/// <summary>Reads what the report of a release shows.</summary>
internal sealed class StoryReader(ReleaseContext context, Surroundings surroundings)
{
    /// <summary>It all, from the ledger.</summary>
    /// <exception cref="UsageException">There is no such release.</exception>
    /// <exception cref="DatabaseException">The ledger does not answer.</exception>
    public async Task<StoryView> ReadAsync(string? id, CancellationToken cancellation)
    {
        var release = await ReleaseChoice.RequireAsync(context, id, cancellation);
        var ledger = context.Means.Ledger;
        var scripts = new ChangeScripts(context.Gate, surroundings);
        var removed = scripts.Removed();
        return new()
        {
            Story = ReleaseStory.Of(release, await ledger.JournalAsync(release.Id, cancellation)),
            Status = await new StatusReader(context).ReadAsync(release.Id, cancellation) ?? throw new UsageException($"there is no release {release.Id}"),
            At = surroundings.Time.GetUtcNow(),
            Evidence = await ledger.EvidenceAsync(release.Id, cancellation),
            Removed = removed,
            RemovalUnknown = scripts.RemovalUnknown,
            Locks = scripts.Locks(),
            Soak = context.Gate.Policy.TombstoneSoak,
            Journal = await StandingAsync(ledger, cancellation),
        };
    }

    private static async Task<JournalStanding> StandingAsync(IReleaseLedger ledger, CancellationToken cancellation)
    {
        if (ledger is not IJournalCheck check)
        {
            return new(null, "this ledger has no chain of hashes");
        }

        try
        {
            var problem = await check.ProblemAsync(cancellation);
            return new(problem is null, problem);
        }
        catch (DatabaseException failure)
        {
            return new(null, failure.Message);
        }
    }
}
