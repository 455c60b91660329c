using System.Globalization;
using System.Text.RegularExpressions;

namespace MigrationGuard.Gate.Routing.Kubernetes;

/// <summary>What the annotation of an object says: where requests were sent, and by which change.</summary>
/// <param name="Observation">Where to: <see cref="RouterObservation.At"/> or <see cref="RouterObservation.Shared"/>.</param>
/// <param name="Generation">The number of the change.</param>
internal sealed partial record RoutedTo(RouterObservation Observation, long Generation)
{
    /// <summary>The annotation.</summary>
    public const string Annotation = "migrationguard/routed-to";

    /// <summary>All requests to one slot: <c>green@8</c>.</summary>
    public static RoutedTo Slot(string slot, long generation) => new(new RouterObservation.At(slot, generation), generation);

    /// <summary>A share of them: <c>blue:75,green:25@9</c>.</summary>
    public static RoutedTo Divided(TrafficShare share, long generation) => new(new RouterObservation.Shared(share, generation), generation);

    /// <summary>Reads it; null when it is not understood.</summary>
    public static RoutedTo? Read(string text)
    {
        var match = Form().Match(text);
        if (!match.Success || !long.TryParse(match.Groups["generation"].Value, CultureInfo.InvariantCulture, out var generation))
        {
            return null;
        }

        return match.Groups["percent"] is { Success: true, Value: var percent }
            ? Divided(new(match.Groups["slot"].Value, match.Groups["to"].Value, int.Parse(percent, CultureInfo.InvariantCulture)), generation)
            : Slot(match.Groups["slot"].Value, generation);
    }

    /// <summary>The annotation's value.</summary>
    public override string ToString() => Observation switch
    {
        RouterObservation.Shared { Share: var share } => string.Create(CultureInfo.InvariantCulture, $"{share.From}:{100 - share.Percent},{share.To}:{share.Percent}@{Generation}"),
        RouterObservation.At at => string.Create(CultureInfo.InvariantCulture, $"{at.Slot}@{Generation}"),
        _ => "",
    };

    [GeneratedRegex(@"^(?<slot>[^:,@]+)(?::\d{1,2},(?<to>[^:,@]+):(?<percent>\d{1,2}))?@(?<generation>\d+)$")]
    private static partial Regex Form();
}
