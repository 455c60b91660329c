using System.Text.RegularExpressions;
using MigrationGuard.Configuration;
using MigrationGuard.Gate.Routing.Kubernetes;

namespace MigrationGuard.Cli.Configuration.Gates.Routers;

/// <summary>Reads a router of kind <c>kubernetes</c>: a Service, or an HTTPRoute.</summary>
internal static partial class KubernetesReader
{
    private const string BackendsExample = "{ \"blue\": \"shop-blue\", \"green\": \"shop-green\" }";
    private const string SelectorsExample = "{ \"blue\": { \"slot\": \"blue\" }, \"green\": { \"slot\": \"green\" } }";

    /// <summary>The keys beside those of every kind.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["service", "httpRoute", "namespace", "context", "kubeconfig", "selectors", "backends", "minimumReady", "settling"];

    /// <summary>Its settings.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static RouterSettings Read(SectionReader router, RouterPlace place) => (router.Has("service"), router.Has("httpRoute")) switch
    {
        (true, false) => Service(router, place),
        (false, true) => Route(router, place),
        (true, true) => throw router.Complaint("httpRoute", "there is a service, too; a router changes one of them"),
        _ => throw router.Complaint("service", "is missing; write the name of a Service, e.g. \"shop\", or \"httpRoute\" with the name of an HTTPRoute"),
    };

    private static RouterSettings.KubernetesService Service(SectionReader router, RouterPlace place)
    {
        Refuse(router, "backends", "is for an httpRoute; a Service has selectors");
        var (value, path) = router.Required("selectors", SelectorsExample);
        var all = new SectionReader(value, path, [.. place.Slots]);
        var selectors = place.Slots.ToDictionary(slot => slot, IReadOnlyDictionary<string, string> (slot) => Labels(all.Required(slot, "its labels, e.g. { \"slot\": \"blue\" }")), StringComparer.Ordinal);
        foreach (var (one, other) in from one in place.Slots from other in place.Slots where string.CompareOrdinal(one, other) < 0 select (one, other))
        {
            if (!selectors[one].Any(label => selectors[other].TryGetValue(label.Key, out var value) && value != label.Value))
            {
                throw router.Complaint("selectors", $"{one} and {other} have no label with different values: a pod could be of both, and a switch would not end");
            }
        }

        var settings = new ServiceRouterSettings(Access(router, place), Name(router, "service"), selectors, RouterReader.FrontDoor(router));
        return new(settings with { MinimumReady = Math.Max(1, router.Number("minimumReady", settings.MinimumReady)) });
    }

    private static RouterSettings.KubernetesRoute Route(SectionReader router, RouterPlace place)
    {
        Refuse(router, "selectors", "is for a service; an HTTPRoute has backends, the Service of each slot");
        Refuse(router, "minimumReady", "is for a service");
        var (value, path) = router.Required("backends", BackendsExample);
        var all = new SectionReader(value, path, [.. place.Slots]);
        foreach (var slot in place.Slots)
        {
            _ = all.RequiredText(slot, "the name of its Service");
        }

        var backends = place.Slots.ToDictionary(slot => slot, slot => Name(all, slot), StringComparer.Ordinal);
        return backends.Values.Distinct(StringComparer.Ordinal).Count() == backends.Count
            ? new(new(Access(router, place), Name(router, "httpRoute"), backends, RouterReader.FrontDoor(router)))
            : throw router.Complaint("backends", "two slots have the same Service; a switch between them would change nothing");
    }

    private static KubernetesAccess Access(SectionReader router, RouterPlace place)
    {
        _ = router.RequiredText("namespace", "the namespace of all objects, e.g. \"prod\"");
        var access = new KubernetesAccess(Name(router, "namespace"));
        return access with
        {
            Context = router.Text("context"),
            KubeConfig = router.Text("kubeconfig") is { } file ? Path.GetFullPath(file, place.Folder) : null,
            Timeout = router.Duration("timeout", access.Timeout),
            Settling = router.Duration("settling", access.Settling),
        };
    }

    private static Dictionary<string, string> Labels((PlacedJson Value, string Path) member)
    {
        var labels = new SectionReader(member.Value, member.Path);
        return labels.Names.Count > 0
            ? labels.Names.ToDictionary(name => name, name => labels.RequiredText(name, "a text"), StringComparer.Ordinal)
            : throw new UsageException($"{labels.Place}: {member.Path} is empty: it would choose every pod; write e.g. {{ \"slot\": \"blue\" }}");
    }

    private static void Refuse(SectionReader router, string key, string what)
    {
        if (router.Has(key))
        {
            throw router.Complaint(key, what);
        }
    }

    // What begins with a dash would be an option of kubectl.
    private static string Name(SectionReader section, string key) => section.Text(key) is { } name && ObjectName().IsMatch(name) ? name
        : throw section.Complaint(key, $"\"{section.Text(key)}\" is no name of an object: lower-case letters, digits, '-' and '.'");

    [GeneratedRegex("^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$")]
    private static partial Regex ObjectName();
}
