using System.Globalization;
using System.Text.Json.Nodes;
using MigrationGuard.TestKit.Http;

namespace MigrationGuard.TestKit.Routing.Kubernetes;

/// <summary>
/// As much of the API of a cluster as kubectl needs to read, list and patch the objects of a router, with versions of objects, and with controllers that follow after
/// a while. What it stores survives its restart.
/// </summary>
public sealed class KubernetesServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("migrationguard-kubernetes-").FullName;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly Controllers _controllers;
    private SmallServer _server;
    private long _version = 1000;

    /// <summary>Starts it, without objects.</summary>
    public KubernetesServer()
    {
        _controllers = new Controllers(this);
        _server = new SmallServer(AnswerAsync);
    }

    /// <summary>How long the controllers take to follow a change.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Whether there are kinds of the Gateway API.</summary>
    public bool HasGateways { get; set; } = true;

    /// <summary>The requests until now: method and path.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Called before an object is patched, as somebody who is faster.</summary>
    public Action? BeforePatch { get; set; }

    /// <summary>A folder for kubectl's cache.</summary>
    public string CacheFolder => Path.Combine(_folder, "cache");

    /// <summary>A kubeconfig with the contexts <c>shop</c>, which is the current one, <c>denied</c>, which may do nothing and <c>garbled</c>, behind which is no cluster.</summary>
    public string KubeConfig()
    {
        var file = Path.Combine(_folder, "config");
        string[] contexts = ["shop", "denied", "garbled"];
        var clusters = contexts.Select(name => string.Create(CultureInfo.InvariantCulture, $$"""{ "name": "{{name}}", "cluster": { "server": "{{_server.Address}}{{(name == "shop" ? "" : name)}}" } }"""));
        File.WriteAllText(file, $$"""
            { "apiVersion": "v1", "kind": "Config", "current-context": "shop", "clusters": [{{string.Join(", ", clusters)}}], "users": [{ "name": "gate", "user": {} }],
              "contexts": [{{string.Join(", ", contexts.Select(name => $$"""{ "name": "{{name}}", "context": { "cluster": "{{name}}", "user": "gate" } }"""))}}] }
            """);
        return file;
    }

    /// <summary>An object; null when there is none. It may be looked at, not changed.</summary>
    public JsonObject? Find(string path)
    {
        lock (_lock)
        {
            return _objects.TryGetValue(path, out var found) ? (JsonObject)found.DeepClone() : null;
        }
    }

    /// <summary>All objects below a path.</summary>
    public IReadOnlyList<JsonObject> List(string path)
    {
        lock (_lock)
        {
            return [.. _objects.Where(entry => entry.Key.StartsWith(path + "/", StringComparison.Ordinal)).Select(entry => (JsonObject)entry.Value.DeepClone())];
        }
    }

    /// <summary>Stores an object with a new version, as a controller or a person does. The generation is raised with the specification only.</summary>
    public void Put(string path, JsonObject stored)
    {
        lock (_lock)
        {
            var before = _objects.GetValueOrDefault(path);
            stored["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
            stored["metadata"]!["generation"] = before is null ? 1 : (long)before["metadata"]!["generation"]! + (JsonNode.DeepEquals(before["spec"], stored["spec"]) ? 0 : 1);
            _objects[path] = stored;
        }

        _controllers.Changed();
    }

    /// <summary>Takes an object away.</summary>
    public void Remove(string path)
    {
        lock (_lock)
        {
            _objects.Remove(path);
        }

        _controllers.Changed();
    }

    /// <summary>Ends the server, not what it stores.</summary>
    public ValueTask StopAsync() => _server.DisposeAsync();

    /// <summary>Starts it again at the same place.</summary>
    public void Start() => _server = new SmallServer(AnswerAsync, _server.Port);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _controllers.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<SmallResponse> AnswerAsync(SmallRequest request, CancellationToken cancellation)
    {
        var path = request.Path.Split('?')[0];
        lock (_lock)
        {
            Requests.Add($"{request.Method} {request.Path}");
        }

        return Task.FromResult((request.Method, path) switch
        {
            (_, ['/', 'd', 'e', 'n', 'i', 'e', 'd', .. var rest]) => Discovery.Answer(rest, HasGateways) is { } known ? ApiStatus.Found(known) : ApiStatus.Forbidden(rest),
            (_, ['/', 'g', 'a', 'r', 'b', 'l', 'e', 'd', ..]) => new SmallResponse(200, "<html>"),
            ("GET", _) when Discovery.Answer(path, HasGateways) is { } found => ApiStatus.Found(found),
            ("GET", _) => Read(path, request.Path),
            ("PATCH", _) => Patch(path, request.Body),
            _ => ApiStatus.Of(405, "MethodNotAllowed", "the server does not allow this method on the requested resource"),
        });
    }

    private SmallResponse Read(string path, string address)
    {
        if (Find(path) is { } found)
        {
            return ApiStatus.Found(found);
        }

        if (path.Split('/').Length != (path.StartsWith("/api/", StringComparison.Ordinal) ? 6 : 7))
        {
            return ApiStatus.NotFound(path);
        }

        var selected = List(path).Where(item => LabelQuery.Of(address).Matches(item["metadata"]!["labels"] as JsonObject)).ToArray<JsonNode>();
        return ApiStatus.Found(new JsonObject { ["kind"] = "List", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["items"] = new JsonArray(selected) });
    }

    private SmallResponse Patch(string path, string body)
    {
        BeforePatch?.Invoke();
        var patch = (JsonObject)JsonNode.Parse(body)!;
        lock (_lock)
        {
            if (!_objects.TryGetValue(path, out var stored))
            {
                return ApiStatus.NotFound(path);
            }

            if (patch["metadata"]?["resourceVersion"] is { } version && (string)version! != (string)stored["metadata"]!["resourceVersion"]!)
            {
                return ApiStatus.Conflict(path);
            }

            Put(path, (JsonObject)MergePatch.Apply(stored.DeepClone(), patch)!);
            return ApiStatus.Found(_objects[path]);
        }
    }
}
