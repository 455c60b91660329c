using System.Globalization;
using System.Text.Json;

namespace MigrationGuard.Gate.Routing.Kubernetes;

/// <summary>The weights of the slots in one rule of a route.</summary>
/// <param name="Weights">By slot; null for a slot that the rule does not name.</param>
internal sealed record SlotWeights(IReadOnlyDictionary<string, long?> Weights)
{
    /// <summary>Whether the rule names a slot at all.</summary>
    public bool Names => Weights.Values.Any(weight => weight is not null);

    /// <summary>A slot that it does not name, or null.</summary>
    public string? Missing => Weights.Where(weight => weight.Value is null).Select(weight => weight.Key).FirstOrDefault();

    /// <summary>The only slot that gets requests; null when there is none, or are several.</summary>
    public string? Only => Weights.Where(weight => weight.Value > 0).Select(weight => weight.Key).ToArray() is [var only] ? only : null;

    /// <summary>Reads them.</summary>
    public static SlotWeights Of(JsonElement rule, IReadOnlyDictionary<string, string> backends)
    {
        var references = rule.Items("backendRefs");
        return new(backends.ToDictionary(
            backend => backend.Key,
            backend => references.Where(reference => IsService(reference, backend.Value)).Select(reference => reference.Number("weight") ?? 1).Cast<long?>().FirstOrDefault(),
            StringComparer.Ordinal));
    }

    /// <summary>Whether a reference is one to a Service of the route's own namespace. What is not said is a Service.</summary>
    public static bool IsService(JsonElement reference, string service) =>
        reference.Text("name") == service && reference.Text("kind") is null or "Service" && reference.Text("group") is null or "" && reference.Text("namespace") is null;

    /// <summary>Whether requests are divided so.</summary>
    public bool Is(TrafficShare share) => Weights.All(weight => weight.Value == (weight.Key == share.To ? share.Percent : weight.Key == share.From ? 100 - share.Percent : 0));

    /// <summary>For people.</summary>
    public override string ToString() => string.Join(", ", Weights.Select(weight => string.Create(CultureInfo.InvariantCulture, $"{weight.Key} {weight.Value}")));
}
