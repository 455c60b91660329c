using System.Text.Json;

namespace MigrationGuard.Gate.Routing.Kubernetes;

/// <summary>A pod.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Ready">Whether it takes requests, and is not about to end.</param>
internal sealed record Pod(string Name, IReadOnlyDictionary<string, string> Labels, bool Ready)
{
    /// <summary>Reads it.</summary>
    public static Pod Of(JsonElement pod) => new(
        pod.Text("metadata", "name") ?? "",
        pod.Texts("metadata", "labels"),
        pod.At("metadata", "deletionTimestamp") is null && pod.Items("status", "conditions").Any(condition => condition.Text("type") == "Ready" && condition.Text("status") == "True"));
}
