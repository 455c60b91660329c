using System.Text.Json.Nodes;

namespace MigrationGuard.TestKit.Routing.Kubernetes;

/// <summary>The controllers of a cluster: endpoints follow selectors and pods, the status of routes follows their specification.</summary>
internal sealed class Controllers(KubernetesServer server) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private bool _again;

    /// <summary>Something has changed.</summary>
    public void Changed()
    {
        lock (_lock)
        {
            _again = true;
            if (_running.IsCompleted)
            {
                _running = Task.Run(FollowAsync);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _stop.Dispose();
    }

    private async Task FollowAsync()
    {
        while (true)
        {
            await Task.Delay(server.Delay, _stop.Token);
            lock (_lock)
            {
                _again = false;
            }

            foreach (var service in server.List($"{Objects.Core}/services"))
            {
                Endpoints(service);
            }

            foreach (var route in server.List($"{Objects.Gateways}/httproutes"))
            {
                Status(route);
            }

            lock (_lock)
            {
                if (!_again)
                {
                    _running = Task.CompletedTask;
                    return;
                }
            }
        }
    }

    private void Endpoints(JsonObject service)
    {
        var name = (string)service["metadata"]!["name"]!;
        var path = $"{Objects.Discovery}/endpointslices/{name}-abcde";
        var pods = server.List($"{Objects.Core}/pods").Where(pod => service["spec"]!["selector"] is JsonObject { Count: > 0 } selector && selector.All(label => (string?)pod["metadata"]!["labels"]![label.Key] == (string?)label.Value));
        var slice = Objects.EndpointSlice(name, pods);
        if (server.Find(path) is not { } before || !JsonNode.DeepEquals(before["endpoints"], slice["endpoints"]))
        {
            server.Put(path, slice);
        }
    }

    private void Status(JsonObject route)
    {
        var generation = (long)route["metadata"]!["generation"]!;
        if ((long?)route["status"]?["parents"]?[0]?["conditions"]?[0]?["observedGeneration"] != generation)
        {
            route["status"] = Objects.RouteStatus(generation);
            server.Put($"{Objects.Gateways}/httproutes/{route["metadata"]!["name"]}", route);
        }
    }
}
