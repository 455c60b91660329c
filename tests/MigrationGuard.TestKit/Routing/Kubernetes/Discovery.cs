using System.Text.Json.Nodes;

namespace MigrationGuard.TestKit.Routing.Kubernetes;

/// <summary>What a server says that it can do, as servers before 1.26 say it: newer clients ask for more and take this.</summary>
internal static class Discovery
{
    /// <summary>The answer of a path; null for the paths of objects.</summary>
    public static JsonNode? Answer(string path, bool gateways) => path switch
    {
        "/version" => JsonNode.Parse("""{ "major": "1", "minor": "32", "gitVersion": "v1.32.4", "platform": "linux/amd64" }"""),
        "/api" => JsonNode.Parse("""{ "kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": [] }"""),
        "/apis" => JsonNode.Parse($$"""{ "kind": "APIGroupList", "apiVersion": "v1", "groups": [{{Group("discovery.k8s.io")}}{{(gateways ? ", " + Group("gateway.networking.k8s.io") : "")}}] }"""),
        "/api/v1" => Resources("v1", ("services", "Service"), ("pods", "Pod")),
        "/apis/discovery.k8s.io/v1" => Resources("discovery.k8s.io/v1", ("endpointslices", "EndpointSlice")),
        "/apis/gateway.networking.k8s.io/v1" when gateways => Resources("gateway.networking.k8s.io/v1", ("httproutes", "HTTPRoute")),
        "/api/v1/namespaces/prod" => JsonNode.Parse("""{ "kind": "Namespace", "apiVersion": "v1", "metadata": { "name": "prod" } }"""),
        _ => null,
    };

    private static string Group(string name)
    {
        var version = $$"""{ "groupVersion": "{{name}}/v1", "version": "v1" }""";
        return $$"""{ "name": "{{name}}", "versions": [{{version}}], "preferredVersion": {{version}} }""";
    }

    private static JsonNode? Resources(string version, params (string Name, string Kind)[] kinds) => JsonNode.Parse($$"""
        { "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "{{version}}", "resources": [{{string.Join(", ", kinds.Select(kind => $$"""
            { "name": "{{kind.Name}}", "singularName": "{{kind.Kind.ToLowerInvariant()}}", "namespaced": true, "kind": "{{kind.Kind}}", "verbs": ["get", "list", "patch", "update", "watch"] }
            """))}}] }
        """);
}
