using System.Globalization;
using System.Text.Json;

namespace MigrationGuard.Gate.Routing.Kubernetes;

/// <summary>What a Service, its EndpointSlices and the pods of the slots say together.</summary>
internal sealed class ServiceSight : IObjectSight
{
    private readonly ServiceRouterSettings _settings;
    private readonly IReadOnlyDictionary<string, string> _selector;
    private readonly string? _annotation;
    private readonly string[] _matching;
    private readonly IReadOnlyList<Pod> _pods;
    private readonly string[] _endpoints;

    /// <summary>Reads them.</summary>
    public ServiceSight(ServiceRouterSettings settings, JsonElement service, JsonElement slices, JsonElement pods)
    {
        _settings = settings;
        ResourceVersion = service.Text("metadata", "resourceVersion") ?? "";
        _selector = service.Texts("spec", "selector");
        _annotation = service.Text("metadata", "annotations", RoutedTo.Annotation);
        _matching = [.. settings.Selectors.Where(slot => slot.Value.Count > 0 && _selector.Has(slot.Value)).Select(slot => slot.Key)];
        _pods = [.. pods.Items("items").Select(Pod.Of)];

        // Of a Service with two families of addresses every pod is in two slices.
        _endpoints = [.. slices.Items("items").SelectMany(slice => slice.Items("endpoints")).Where(Ready).Select(endpoint => endpoint.Text("targetRef", "name") ?? "").Distinct(StringComparer.Ordinal)];
        Last = Slot is null ? null : _annotation is null ? RoutedTo.Slot(Slot, 0) : RoutedTo.Read(_annotation) is { Observation: RouterObservation.At } read ? read : null;
    }

    /// <summary>The version of the Service that was read.</summary>
    public string ResourceVersion { get; }

    /// <summary>The labels by which the Service chooses now.</summary>
    public IReadOnlyDictionary<string, string> Selector => _selector;

    /// <inheritdoc />
    public RoutedTo? Last { get; }

    /// <inheritdoc />
    public RouterObservation Observation => this switch
    {
        { ResourceVersion: "" } => new RouterObservation.Unknown($"what kubectl gave is no Service {_settings.Service}"),
        { _selector.Count: 0 } => new RouterObservation.Unknown($"{Subject} has no selector: it sends requests to no pod that could be told"),
        { Slot: null } => new RouterObservation.Unknown($"the selector of {Subject} ({Words(_selector)}) chooses {(_matching.Length == 0 ? "no slot" : string.Join(" and ", _matching))}; it has to have the labels of one of {string.Join(", ", _settings.Selectors.Select(slot => $"{slot.Key} ({Words(slot.Value)})"))}"),
        { Last: null } => new RouterObservation.Unknown($"the annotation {RoutedTo.Annotation} of {Subject} is not understood: \"{_annotation}\"; the gate writes slot@generation"),
        _ when ((RouterObservation.At)Last.Observation).Slot is var noted && noted != Slot => new RouterObservation.NotYet(
            $"the selector of {Subject} says {Slot}, its annotation {_annotation}: somebody else has changed it (kubectl apply, Helm, Argo CD?); keep the selector out of what they apply, then repeat the last command"),
        _ => Behind(),
    };

    private string? Slot => _matching is [var slot] ? slot : null;

    private string Subject => $"Service {_settings.Access.Namespace}/{_settings.Service}";

    /// <inheritdoc />
    public bool Says(RoutedTo wanted) => Last == wanted && wanted.Observation is RouterObservation.At at && at.Slot == Slot;

    /// <inheritdoc />
    public string? Obstacle(RoutedTo wanted)
    {
        if (wanted.Observation is not RouterObservation.At { Slot: var slot } || !_settings.Selectors.TryGetValue(slot, out var labels))
        {
            return $"the slot has no selector in the settings of the router ({wanted})";
        }

        var chosen = PodsOf(labels);
        var ready = chosen.Count(pod => pod.Ready);
        return ready >= _settings.MinimumReady ? null : string.Create(CultureInfo.InvariantCulture, $"of the {chosen.Length} pods of {slot} ({Words(Wanted(labels))}) {ready} are ready, and {_settings.MinimumReady} have to be");
    }

    /// <summary>The selector with the labels of one slot instead of those of another.</summary>
    private Dictionary<string, string> Wanted(IReadOnlyDictionary<string, string> labels)
    {
        var wanted = new Dictionary<string, string>(labels, StringComparer.Ordinal);
        foreach (var (name, value) in _selector.Where(label => !_settings.Selectors.Values.Any(slot => slot.ContainsKey(label.Key))))
        {
            wanted[name] = value;
        }

        return wanted;
    }

    private Pod[] PodsOf(IReadOnlyDictionary<string, string> labels)
    {
        var wanted = Wanted(labels);
        return [.. _pods.Where(pod => pod.Labels.Has(wanted))];
    }

    private RouterObservation Behind()
    {
        var own = PodsOf(_settings.Selectors[Slot!]).Select(pod => pod.Name).ToHashSet(StringComparer.Ordinal);
        var foreign = _endpoints.Count(endpoint => !own.Contains(endpoint));
        return (_endpoints.Length, foreign) switch
        {
            (0, _) => new RouterObservation.NotYet(string.Create(CultureInfo.InvariantCulture, $"{Subject} chooses {Slot}, and has no endpoint that is ready: {own.Count} pods of it are there")),
            (_, > 0) => new RouterObservation.NotYet(string.Create(CultureInfo.InvariantCulture, $"{Subject} chooses {Slot}, and {foreign} of its {_endpoints.Length} endpoints are not pods of it yet")),
            _ => Last!.Observation,
        };
    }

    // Nothing said is ready: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoint-slice-v1/
    private static bool Ready(JsonElement endpoint) => endpoint.At("conditions", "ready") is not { ValueKind: JsonValueKind.False };

    private static string Words(IReadOnlyDictionary<string, string> labels) => string.Join(", ", labels.Select(label => $"{label.Key}={label.Value}"));
}
