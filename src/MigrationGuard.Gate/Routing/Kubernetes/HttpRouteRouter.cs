using System.Text.Json.Nodes;

namespace MigrationGuard.Gate.Routing.Kubernetes;

/// <summary>An HTTPRoute of the Gateway API, through kubectl.</summary>
public sealed class HttpRouteRouter : IWeightedRouter
{
    private const string Kind = "httproutes.gateway.networking.k8s.io";

    private readonly HttpRouteSettings _settings;
    private readonly TimeProvider _time;
    private readonly Kubectl _kubectl;
    private readonly FrontDoorProbe _probe;
    private readonly ObjectChange _change;

    /// <summary>Makes a router of settings; nothing is asked yet.</summary>
    public HttpRouteRouter(HttpRouteSettings settings, TimeProvider? time = null)
    {
        _settings = settings;
        _time = time ?? TimeProvider.System;
        _kubectl = new Kubectl(settings.Access, _time);
        _probe = new FrontDoorProbe(settings.FrontDoor);
        _change = new ObjectChange(settings.Access, _time) { Look = LookAsync, Write = WriteAsync };
    }

    /// <inheritdoc />
    public string Name => $"kubernetes, HTTPRoute {_settings.Access.Namespace}/{_settings.Route}";

    /// <summary>
    /// One write changes all weights, on condition of the object's version; every proxy of the gateway follows in its own time. Nobody counts the requests of a slot.
    /// The API keeps the weights.
    /// </summary>
    public RouterCapabilities Capabilities { get; } = new(Atomic: false, Conditional: true, CountsInFlight: false, Persists: true) { Weighted = true };

    /// <inheritdoc />
    public async Task<RouterObservation> ObserveAsync(CancellationToken cancellation) => (await LookAsync(cancellation)).Observation;

    /// <inheritdoc />
    public Task<RouterObservation> ApplyAsync(string slot, long generation, long expectedGeneration, CancellationToken cancellation) =>
        _change.MakeAsync(RoutedTo.Slot(slot, generation), expectedGeneration, cancellation);

    /// <inheritdoc />
    public Task<RouterObservation> ShareAsync(TrafficShare share, long generation, long expectedGeneration, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(share.Percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share.Percent, 99);
        return _change.MakeAsync(RoutedTo.Divided(share, generation), expectedGeneration, cancellation);
    }

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
            _kubectl.ReadAsync([Kind, _settings.Route], null, cancellation),
            _kubectl.ReadAsync(["endpointslices.discovery.k8s.io"], $"kubernetes.io/service-name in ({string.Join(",", _settings.Backends.Values)})", cancellation));
        return answers switch
        {
            [KubectlAnswer.Read route, KubectlAnswer.Read slices] => new RouteSight(_settings, route.Value, slices.Value),
            _ => new UnreadSight(answers.OfType<KubectlAnswer.Failed>().First().Reason),
        };
    }

    private Task<KubectlAnswer> WriteAsync(IObjectSight sight, RoutedTo wanted, CancellationToken cancellation)
    {
        var seen = (RouteSight)sight;
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = seen.ResourceVersion, ["annotations"] = new JsonObject { [RoutedTo.Annotation] = wanted.ToString() } },
            ["spec"] = new JsonObject { ["rules"] = Weighted(seen, wanted.Observation) },
        };
        return _kubectl.PatchAsync(Kind, _settings.Route, patch.ToJsonString(), cancellation);
    }

    // A merge patch replaces an array as a whole: everything else in the rules goes back as it was read.
    private JsonArray Weighted(RouteSight seen, RouterObservation wanted)
    {
        var rules = new JsonArray();
        foreach (var rule in seen.Route.Items("spec", "rules"))
        {
            var copy = JsonNode.Parse(rule.GetRawText())!;
            var references = rule.Items("backendRefs");
            foreach (var (slot, service) in _settings.Backends)
            {
                // Of two references to the same Service the second gets nothing.
                var first = true;
                for (var index = 0; index < references.Count; index++)
                {
                    if (SlotWeights.IsService(references[index], service))
                    {
                        copy["backendRefs"]![index]!["weight"] = first ? Weight(slot, wanted) : 0;
                        first = false;
                    }
                }
            }

            rules.Add(copy);
        }

        return rules;
    }

    private static int Weight(string slot, RouterObservation wanted) => wanted switch
    {
        RouterObservation.Shared { Share: var share } => slot == share.To ? share.Percent : slot == share.From ? 100 - share.Percent : 0,
        RouterObservation.At at => at.Slot == slot ? 100 : 0,
        _ => 0,
    };
}
