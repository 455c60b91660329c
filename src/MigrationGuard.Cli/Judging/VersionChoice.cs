using MigrationGuard.Cli.Configuration;
using MigrationGuard.Configuration;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Judging;

/// <summary>Finds the versions that a user means.</summary>
internal static class VersionChoice
{
    /// <summary>The version of that label; without a service the label must belong to one service only.</summary>
    /// <exception cref="UsageException">There is none, or there are several.</exception>
    public static AppVersion One(IReadOnlyList<AppVersion> versions, string? service, string label)
    {
        var found = OfService(versions, service).Where(version => version.Label == label).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new UsageException($"there is no version {label}{(service is null ? "" : $" of {service}")}{Near(label, OfService(versions, service).Select(version => version.Label))}"),
            _ => throw new UsageException($"several services have a version {label}: {Words.List(found.Select(version => version.Service))}; choose with --service"),
        };
    }

    /// <summary>The version of that label, or without a label all live ones.</summary>
    /// <exception cref="UsageException">There is no such version or service, or there are several.</exception>
    public static IReadOnlyList<AppVersion> Some(IReadOnlyList<AppVersion> versions, string? service, string? label)
        => label is not null ? [One(versions, service, label)] : [.. OfService(versions, service).Where(version => version.State == VersionState.Live)];

    /// <summary>The versions of a service, or all.</summary>
    /// <exception cref="UsageException">Nobody published a version of that service.</exception>
    public static IReadOnlyList<AppVersion> OfService(IReadOnlyList<AppVersion> versions, string? service)
    {
        if (service is null)
        {
            return versions;
        }

        var found = versions.Where(version => version.Service == service).ToList();
        return found.Count > 0 ? found
            : throw new UsageException($"there is no version of a service {service}{Near(service, versions.Select(version => version.Service))}");
    }

    private static string Near(string word, IEnumerable<string> names)
    {
        var near = Nearest.To(word, names.Distinct(StringComparer.Ordinal), 3).ToList();
        return near.Count == 0 ? "; nothing is published in this database" : $"; nearest are {Words.List(near)}";
    }
}
