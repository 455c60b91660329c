using System.Text.Json;
using System.Text.Json.Nodes;

namespace MigrationGuard.Gate.Routing.Kubernetes;

/// <summary>A Service of Kubernetes, through kubectl.</summary>
public sealed class KubernetesServiceRouter : IRouter
{
    private readonly ServiceRouterSettings _settings;
    private readonly TimeProvider _time;
    private readonly Kubectl _kubectl;
    private readonly FrontDoorProbe _probe;
    private readonly ObjectChange _change;

    /// <summary>Makes a router of settings; nothing is asked yet.</summary>
    public KubernetesServiceRouter(ServiceRouterSettings settings, TimeProvider? time = null)
    {
        _settings = settings;
        _time = time ?? TimeProvider.System;
        _kubectl = new Kubectl(settings.Access, _time);
        _probe = new FrontDoorProbe(settings.FrontDoor);
        _change = new ObjectChange(settings.Access, _time) { Look = LookAsync, Write = WriteAsync };
    }

    /// <inheritdoc />
    public string Name => $"kubernetes, Service {_settings.Access.Namespace}/{_settings.Service}";

    /// <summary>
    /// One write moves the selector, on condition of the object's version; every node follows in its own time, and connections that are open stay where they are.
    /// Nobody counts the requests of a slot. The API keeps the selector.
    /// </summary>
    public RouterCapabilities Capabilities { get; } = new(Atomic: false, Conditional: true, CountsInFlight: false, Persists: true);

    /// <inheritdoc />
    public async Task<RouterObservation> ObserveAsync(CancellationToken cancellation) => (await LookAsync(cancellation)).Observation;

    /// <inheritdoc />
    public Task<RouterObservation> ApplyAsync(string slot, long generation, long expectedGeneration, CancellationToken cancellation) =>
        _change.MakeAsync(RoutedTo.Slot(slot, generation), expectedGeneration, cancellation);

    /// <inheritdoc />
    public Task<ProbeResult> ProbeAsync(int samples, CancellationToken cancellation) => _probe.ProbeAsync(samples, cancellation);

    /// <inheritdoc />
    public Task<DrainResult> DrainAsync(string slot, TimeSpan deadline, CancellationToken cancellation) =>
        new Draining(_time, deadline).WaitAsync(_ => Task.FromResult<long?>(null), deadline, cancellation);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _probe.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<IObjectSight> LookAsync(CancellationToken cancellation)
    {
        var answers = await Task.WhenAll(
            _kubectl.ReadAsync(["service", _settings.Service], null, cancellation),
            _kubectl.ReadAsync(["endpointslices.discovery.k8s.io"], $"kubernetes.io/service-name={_settings.Service}", cancellation),
            _kubectl.ReadAsync(["pods"], PodSelector(), cancellation));
        return answers switch
        {
            [KubectlAnswer.Read service, KubectlAnswer.Read slices, KubectlAnswer.Read pods] => new ServiceSight(_settings, service.Value, slices.Value, pods.Value),
            _ => new UnreadSight(answers.OfType<KubectlAnswer.Failed>().First().Reason),
        };
    }

    private Task<KubectlAnswer> WriteAsync(IObjectSight sight, RoutedTo wanted, CancellationToken cancellation)
    {
        var seen = (ServiceSight)sight;
        var labels = _settings.Selectors[((RouterObservation.At)wanted.Observation).Slot];
        var gone = _settings.Selectors.Values.SelectMany(slot => slot.Keys).Where(key => seen.Selector.ContainsKey(key) && !labels.ContainsKey(key)).Distinct(StringComparer.Ordinal);
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = seen.ResourceVersion, ["annotations"] = new JsonObject { [RoutedTo.Annotation] = wanted.ToString() } },
            ["spec"] = new JsonObject
            {
                ["selector"] = new JsonObject([
                    .. labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)),
                    .. gone.Select(key => KeyValuePair.Create(key, (JsonNode?)null)),
                ]),
            },
        };
        return _kubectl.PatchAsync("service", _settings.Service, patch.ToJsonString(), cancellation);
    }

    // Labels that all slots have narrow the list of pods.
    private string? PodSelector()
    {
        var slots = _settings.Selectors.Values.ToArray();
        var common = slots[0].Keys.Where(key => slots.All(slot => slot.ContainsKey(key))).Select(key => $"{key} in ({string.Join(",", slots.Select(slot => slot[key]).Distinct(StringComparer.Ordinal))})");
        var selector = string.Join(",", common);
        return selector.Length == 0 ? null : selector;
    }
}
