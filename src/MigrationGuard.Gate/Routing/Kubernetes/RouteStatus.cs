using System.Globalization;
using System.Text.Json;

namespace MigrationGuard.Gate.Routing.Kubernetes;

/// <summary>What the gateways of a route say of its present specification.</summary>
/// <remarks>https://gateway-api.sigs.k8s.io/reference/spec/#routeparentstatus: a condition is of the generation that it names.</remarks>
internal static class RouteStatus
{
    private static readonly string[] Wanted = ["Accepted", "ResolvedRefs"];

    /// <summary>What speaks against it being in effect; null when nothing does.</summary>
    public static RouterObservation? Of(JsonElement route, string subject)
    {
        var generation = route.Number("metadata", "generation") ?? 0;
        foreach (var parent in route.Items("spec", "parentRefs"))
        {
            var answers = route.Items("status", "parents").Where(answer => answer.At("parentRef") is { } reference && IsSame(reference, parent)).ToArray();
            if (answers.Length == 0)
            {
                return new RouterObservation.NotYet($"no controller has taken {subject} for gateway {parent.Text("name")} yet");
            }

            if (answers.SelectMany(answer => Wanted.Select(type => Against(answer, type, generation))).FirstOrDefault(against => against is not null) is { } against)
            {
                return against is (true, var stale) ? new RouterObservation.NotYet($"{subject}: {stale}") : new RouterObservation.Unknown($"{subject}: {against.Item2}");
            }
        }

        return null;
    }

    private static (bool Stale, string)? Against(JsonElement answer, string type, long generation)
    {
        var condition = answer.Items("conditions").FirstOrDefault(condition => condition.Text("type") == type);
        var observed = condition.Number("observedGeneration") ?? 0;
        return condition.Text("status") switch
        {
            null => (true, $"{answer.Text("controllerName")} does not say {type} yet"),
            _ when observed < generation => (true, string.Create(CultureInfo.InvariantCulture, $"{answer.Text("controllerName")} has seen generation {observed} of the object, and it is at {generation}")),
            "True" => null,
            var status => (false, $"{answer.Text("controllerName")} says {type} is {status} ({condition.Text("reason")}): {condition.Text("message")}"),
        };
    }

    private static bool IsSame(JsonElement one, JsonElement other) =>
        one.Text("name") == other.Text("name") && one.Text("sectionName") == other.Text("sectionName") && one.Number("port") == other.Number("port")
        && (one.Text("namespace") is not { } space || other.Text("namespace") is not { } otherSpace || space == otherSpace);
}
