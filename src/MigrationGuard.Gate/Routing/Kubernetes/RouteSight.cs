using System.Globalization;
using System.Text.Json;

namespace MigrationGuard.Gate.Routing.Kubernetes;

/// <summary>What an HTTPRoute, its status and the EndpointSlices of the slots' Services say together.</summary>
internal sealed class RouteSight : IObjectSight
{
    private readonly HttpRouteSettings _settings;
    private readonly Dictionary<string, int> _ready;
    private readonly IReadOnlyList<SlotWeights> _rules;
    private readonly string? _annotation;
    private readonly RouterObservation? _divided;

    /// <summary>Reads them.</summary>
    public RouteSight(HttpRouteSettings settings, JsonElement route, JsonElement slices)
    {
        (_settings, Route) = (settings, route);
        ResourceVersion = route.Text("metadata", "resourceVersion") ?? "";
        _annotation = route.Text("metadata", "annotations", RoutedTo.Annotation);
        _rules = [.. route.Items("spec", "rules").Select(rule => SlotWeights.Of(rule, settings.Backends)).Where(weights => weights.Names)];
        _ready = settings.Backends.ToDictionary(backend => backend.Key, backend => ReadyOf(slices, backend.Value), StringComparer.Ordinal);
        var noted = _annotation is null ? null : RoutedTo.Read(_annotation);
        var only = _rules.Count == 0 ? null : _rules[0].Only;
        only = _rules.All(rule => rule.Only == only) ? only : null;
        Last = (_annotation, noted) switch
        {
            (null, _) => new RoutedTo(new RouterObservation.At(only ?? "", 0), 0),
            (_, { } read) => read,
            _ => null,
        };
        _divided = noted?.Observation is RouterObservation.Shared { Share: var share } && _rules.All(rule => rule.Is(share)) ? noted.Observation
            : only is null ? null : new RouterObservation.At(only, Last?.Generation ?? 0);
    }

    /// <summary>The object as it was read.</summary>
    public JsonElement Route { get; }

    /// <summary>The version of the object that was read.</summary>
    public string ResourceVersion { get; }

    /// <inheritdoc />
    public RoutedTo? Last { get; }

    /// <inheritdoc />
    public RouterObservation Observation => this switch
    {
        { ResourceVersion: "" } => new RouterObservation.Unknown($"what kubectl gave is no HTTPRoute {_settings.Route}"),
        { _rules.Count: 0 } => new RouterObservation.Unknown($"no rule of {Subject} has a backendRef to {string.Join(" or ", _settings.Backends.Values)}"),
        _ when _rules.FirstOrDefault(rule => rule.Missing is not null) is { Missing: { } missing } => new RouterObservation.Unknown($"a rule of {Subject} has backendRefs to some slots and none to {missing}; name all of them, those without requests with \"weight\": 0"),
        { Last: null } => new RouterObservation.Unknown($"the annotation {RoutedTo.Annotation} of {Subject} is not understood: \"{_annotation}\"; the gate writes slot@generation"),
        { _divided: null } => new RouterObservation.NotYet($"the rules of {Subject} divide requests as nobody has asked for: {string.Join("; ", _rules)}"),
        _ when _annotation is not null && _divided != Last.Observation => new RouterObservation.NotYet($"the weights of {Subject} ({_rules[0]}) are not what its annotation says ({_annotation}): somebody else has changed them (kubectl apply, Helm, Argo CD?); keep them out of what they apply, then repeat the last command"),
        _ => RouteStatus.Of(Route, Subject) ?? Behind() ?? _divided,
    };

    private string Subject => $"HTTPRoute {_settings.Access.Namespace}/{_settings.Route}";

    /// <inheritdoc />
    public bool Says(RoutedTo wanted) => Last == wanted && _divided == wanted.Observation;

    /// <inheritdoc />
    public string? Obstacle(RoutedTo wanted)
    {
        string[] slots = wanted.Observation is RouterObservation.Shared { Share: var share } ? [share.From, share.To] : [((RouterObservation.At)wanted.Observation).Slot];
        return this switch
        {
            _ when slots.FirstOrDefault(slot => !_settings.Backends.ContainsKey(slot)) is { } unknown => $"slot {unknown} has no backend in the settings of the router",
            _ when _rules.Count == 0 || _rules.Any(rule => rule.Missing is not null) => ((RouterObservation.Unknown)Observation).Reason,
            _ when slots.FirstOrDefault(slot => _ready[slot] == 0) is { } empty => $"Service {_settings.Backends[empty]} of {empty} has no endpoint that is ready",
            _ => null,
        };
    }

    private RouterObservation.NotYet? Behind()
    {
        string[] slots = _divided is RouterObservation.Shared { Share: var share } ? [share.From, share.To] : [((RouterObservation.At)_divided!).Slot];
        return slots.FirstOrDefault(slot => _ready[slot] == 0) is { } empty
            ? new RouterObservation.NotYet($"{Subject} sends requests to {empty}, and Service {_settings.Backends[empty]} has no endpoint that is ready")
            : null;
    }

    private static int ReadyOf(JsonElement slices, string service) => slices.Items("items")
        .Where(slice => slice.Text("metadata", "labels", "kubernetes.io/service-name") == service)
        .SelectMany(slice => slice.Items("endpoints"))
        .Count(endpoint => endpoint.At("conditions", "ready") is not { ValueKind: JsonValueKind.False });
}
