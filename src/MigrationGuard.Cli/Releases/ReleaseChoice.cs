using MigrationGuard.Cli.Configuration;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases;

/// <summary>Finds the release that a user means.</summary>
internal static class ReleaseChoice
{
    /// <summary>The release of that id; without one the release of the service that is under way, else the newest. Null when there is none at all.</summary>
    /// <exception cref="UsageException">There is none of that id.</exception>
    public static async Task<ReleaseRecord?> FindAsync(ReleaseContext context, string? id, CancellationToken cancellation)
    {
        var releases = await context.Means.Ledger.ReleasesAsync(cancellation);
        var own = releases.Where(release => release.Service == context.Service).ToList();
        return id is null ? own.LastOrDefault(release => release.Progress.Standing == ReleaseStanding.Underway) ?? own.LastOrDefault()
            : releases.FirstOrDefault(release => release.Id == id)
            ?? throw new UsageException($"there is no release {id}{(releases.Count == 0 ? "; none was started in this database" : $"; nearest are {Words.List(Nearest.To(id, releases.Select(release => release.Id), 3))}")}");
    }

    /// <summary>The same where there must be one.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static async Task<ReleaseRecord> RequireAsync(ReleaseContext context, string? id, CancellationToken cancellation)
        => await FindAsync(context, id, cancellation) ?? throw new UsageException($"no release of {context.Service} was started in this database; 'migrationguard release start --version LABEL' starts one");
}
