using MigrationGuard.Cli.Configuration;
using MigrationGuard.Configuration;
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
            : Own(context, releases.FirstOrDefault(release => release.Id == id))
            ?? throw new UsageException($"there is no release {id}{(releases.Count == 0 ? "; none was started in this database" : $"; nearest are {Words.List(Nearest.To(id, releases.Select(release => release.Id), 3))}")}");
    }

    /// <summary>A release, if it is one of the configured service: router, slots and scripts of a configuration are of one service only.</summary>
    /// <exception cref="UsageException">It is one of another service.</exception>
    public static ReleaseRecord? Own(ReleaseContext context, ReleaseRecord? release) => release is null || release.Service == context.Service ? release
        : throw new UsageException($"{release.Id} is a release of {release.Service}, and {context.Gate.Origin} has the router of {context.Service}");

    /// <summary>The same where there must be one.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static async Task<ReleaseRecord> RequireAsync(ReleaseContext context, string? id, CancellationToken cancellation)
        => await FindAsync(context, id, cancellation) ?? throw new UsageException($"no release of {context.Service} was started in this database; 'migrationguard release start --version LABEL' starts one");
}
