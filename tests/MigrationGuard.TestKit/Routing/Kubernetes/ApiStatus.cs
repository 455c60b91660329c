using System.Globalization;
using System.Text.Json.Nodes;
using MigrationGuard.TestKit.Http;

namespace MigrationGuard.TestKit.Routing.Kubernetes;

/// <summary>Answers in the words of an API server: https://github.com/kubernetes/kubernetes/blob/v1.32.4/staging/src/k8s.io/apimachinery/pkg/api/errors/errors.go.</summary>
internal static class ApiStatus
{
    private static readonly Dictionary<string, string> Json = new() { ["Content-Type"] = "application/json" };

    public static SmallResponse Found(JsonNode found) => new(200, found.ToJsonString()) { Headers = Json };

    public static SmallResponse NotFound(string path) => Of(404, "NotFound", $"{Resource(path)} \"{path.Split('/')[^1]}\" not found");

    public static SmallResponse Conflict(string path) =>
        Of(409, "Conflict", $"Operation cannot be fulfilled on {Resource(path)} \"{path.Split('/')[^1]}\": the object has been modified; please apply your changes to the latest version and try again");

    public static SmallResponse Forbidden(string path)
    {
        var words = path.Split('/');
        var (group, kind, name) = words is [_, "apis", var found, _, _, _, var kinds, ..] ? (found, kinds, words.ElementAtOrDefault(7)) : ("", words[5], words.ElementAtOrDefault(6));
        return Of(403, "Forbidden", $"{kind}{(group.Length == 0 ? "" : "." + group)} {(name is null ? "" : $"\"{name}\" ")}is forbidden: User \"system:serviceaccount:prod:gate\" cannot {(name is null ? "list" : "get")} resource \"{kind}\" in API group \"{group}\" in the namespace \"prod\"");
    }

    public static SmallResponse Of(int code, string reason, string message) => new(code, string.Create(CultureInfo.InvariantCulture, $$"""
        { "kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": {{JsonValue.Create(message).ToJsonString()}}, "reason": "{{reason}}", "code": {{code}} }
        """)) { Headers = Json };

    // The group goes behind the kind, except for the core.
    private static string Resource(string path)
    {
        var words = path.Split('/');
        return words is [_, "apis", var group, .., var kind, _] ? $"{kind}.{group}" : words[^2];
    }
}
