using System.Globalization;
using System.Text.Json.Nodes;

namespace MigrationGuard.TestKit.Routing.Kubernetes;

/// <summary>Objects as clusters have them, in the namespace prod.</summary>
/// <remarks>
/// https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoint-slice-v1/ and https://gateway-api.sigs.k8s.io/reference/spec/#httproutestatus.
/// </remarks>
public static class Objects
{
    /// <summary>Where Services and pods are.</summary>
    public const string Core = "/api/v1/namespaces/prod";

    /// <summary>Where EndpointSlices are.</summary>
    public const string Discovery = "/apis/discovery.k8s.io/v1/namespaces/prod";

    /// <summary>Where HTTPRoutes are.</summary>
    public const string Gateways = "/apis/gateway.networking.k8s.io/v1/namespaces/prod";

    /// <summary>A Service that chooses the pods of a slot of the application shop.</summary>
    public static JsonObject Service(string name, string slot) => Read($$"""
        { "kind": "Service", "apiVersion": "v1",
          "metadata": { "name": "{{name}}", "namespace": "prod", "uid": "5d3c0f0e-9c53-4f0e-8e55-2f4d5c0a7a10", "creationTimestamp": "2026-11-02T08:00:00Z", "labels": { "app": "shop" },
            "managedFields": [{ "manager": "kubectl-client-side-apply", "operation": "Update", "apiVersion": "v1", "fieldsType": "FieldsV1", "fieldsV1": { "f:spec": { "f:selector": {} } } }] },
          "spec": { "ports": [{ "name": "http", "protocol": "TCP", "port": 80, "targetPort": 8080 }], "selector": { "app": "shop", "slot": "{{slot}}" }, "clusterIP": "10.96.12.7",
            "clusterIPs": ["10.96.12.7"], "type": "ClusterIP", "sessionAffinity": "None", "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack", "internalTrafficPolicy": "Cluster" },
          "status": { "loadBalancer": {} } }
        """);

    /// <summary>A pod of a slot of the application shop.</summary>
    public static JsonObject Pod(string name, string slot, bool ready) => Read($$"""
        { "kind": "Pod", "apiVersion": "v1",
          "metadata": { "name": "{{name}}", "namespace": "prod", "uid": "{{Guid.NewGuid()}}", "labels": { "app": "shop", "slot": "{{slot}}", "pod-template-hash": "6d4cf56db6" } },
          "spec": { "containers": [{ "name": "shop", "image": "registry.example/shop@sha256:0f1e" }] },
          "status": { "phase": "Running", "podIP": "10.244.1.17", "conditions": [
            { "type": "Initialized", "status": "True", "lastTransitionTime": "2026-11-02T08:00:01Z" },
            { "type": "Ready", "status": "{{(ready ? "True" : "False")}}", "lastTransitionTime": "2026-11-02T08:00:09Z" },
            { "type": "PodScheduled", "status": "True", "lastTransitionTime": "2026-11-02T08:00:00Z" }] } }
        """);

    /// <summary>The EndpointSlice of a Service that has chosen pods.</summary>
    public static JsonObject EndpointSlice(string service, IEnumerable<JsonObject> pods)
    {
        var slice = Read($$"""
            { "kind": "EndpointSlice", "apiVersion": "discovery.k8s.io/v1",
              "metadata": { "name": "{{service}}-abcde", "namespace": "prod", "labels": { "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io", "kubernetes.io/service-name": "{{service}}" } },
              "addressType": "IPv4", "ports": [{ "name": "http", "port": 8080, "protocol": "TCP" }] }
            """);
        slice["endpoints"] = new JsonArray([.. pods.Select(Endpoint)]);
        return slice;
    }

    /// <summary>An HTTPRoute that divides requests between the Services of two slots, 100 to 0.</summary>
    public static JsonObject HttpRoute() => Read("""
        { "kind": "HTTPRoute", "apiVersion": "gateway.networking.k8s.io/v1", "metadata": { "name": "shop", "namespace": "prod", "creationTimestamp": "2026-11-02T08:00:00Z" },
          "spec": { "hostnames": ["shop.example"], "parentRefs": [{ "group": "gateway.networking.k8s.io", "kind": "Gateway", "name": "edge", "namespace": "infra" }],
            "rules": [
              { "matches": [{ "path": { "type": "PathPrefix", "value": "/" } }],
                "backendRefs": [
                  { "group": "", "kind": "Service", "name": "shop-blue", "port": 80, "weight": 100 },
                  { "group": "", "kind": "Service", "name": "shop-green", "port": 80, "weight": 0 }] },
              { "matches": [{ "path": { "type": "PathPrefix", "value": "/static" } }], "backendRefs": [{ "group": "", "kind": "Service", "name": "assets", "port": 80, "weight": 1 }] }] } }
        """);

    /// <summary>The status of a route that its controller has taken.</summary>
    public static JsonObject RouteStatus(long generation) => Read(string.Create(CultureInfo.InvariantCulture, $$"""
        { "parents": [{ "controllerName": "gateway.envoyproxy.io/gatewayclass-controller",
            "parentRef": { "group": "gateway.networking.k8s.io", "kind": "Gateway", "name": "edge", "namespace": "infra" },
            "conditions": [
              { "type": "Accepted", "status": "True", "reason": "Accepted", "message": "Route is accepted", "observedGeneration": {{generation}}, "lastTransitionTime": "2026-11-02T08:00:02Z" },
              { "type": "ResolvedRefs", "status": "True", "reason": "ResolvedRefs", "message": "Resolved all the Object references for the Route", "observedGeneration": {{generation}}, "lastTransitionTime": "2026-11-02T08:00:02Z" }] }] }
        """));

    private static JsonObject Endpoint(JsonObject pod)
    {
        var ready = pod["status"]!["conditions"]!.AsArray().Any(condition => (string?)condition!["type"] == "Ready" && (string?)condition["status"] == "True");
        return Read($$"""
            { "addresses": ["10.244.1.17"], "conditions": { "ready": {{(ready ? "true" : "false")}}, "serving": {{(ready ? "true" : "false")}}, "terminating": false }, "nodeName": "worker-1",
              "targetRef": { "kind": "Pod", "namespace": "prod", "name": "{{pod["metadata"]!["name"]}}", "uid": "{{pod["metadata"]!["uid"]}}" } }
            """);
    }

    private static JsonObject Read(string json) => (JsonObject)JsonNode.Parse(json)!;
}
