using System.Globalization;
using MigrationGuard.Execution;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Gate.Contractions;

/// <summary>What hidden objects mean for the machine and for a trial of what removes them.</summary>
internal static class TombstoneSteps
{
    private const int Shown = 5;

    /// <summary>What gives hidden objects their names back in a trial, because the files that remove them use those; none where nothing has another name.</summary>
    public static IReadOnlyList<MigrationStep> Back(Hiding? hiding) => [.. StepPlan.Read([.. (hiding?.Back ?? []).Select((sql, number) => new MigrationFile(FormattableString.Invariant($"name/{number}"), sql))]).Steps];

    /// <summary>What is seen of hidden objects.</summary>
    public static TombstoneResult Seen(Hiding? hiding) => hiding switch
    {
        null => new(TombstoneSight.Unknown, "nothing is hidden"),
        { Hits.Count: > 0 } => new(TombstoneSight.Hit, string.Join('\n', hiding.Hits.Take(Shown).Select(hit => hit.ToString())) + (hiding.Hits.Count > Shown ? FormattableString.Invariant($"\nand {hiding.Hits.Count - Shown} more") : "")),
        { State: HidingState.Hidden, Objects.Count: 0 } => new(TombstoneSight.Quiet, "there is nothing to hide: nothing is dropped that somebody could ask for"),
        { State: HidingState.Hidden, Gap: { } gap } => new(TombstoneSight.Unknown, $"{Since(hiding)}; whether somebody asked for it is not known: {gap}"),
        { State: HidingState.Hidden, Source: HitSource.Reported } => new(TombstoneSight.Quiet, $"{Since(hiding)}; nobody reported that somebody asked for it; the server's log is not read"),
        { State: HidingState.Hidden } => new(TombstoneSight.Quiet, $"{Since(hiding)}; nobody asked for it"),
        { State: HidingState.Hiding } => new(TombstoneSight.Unknown, "not all of it is hidden yet"),
        _ => new(TombstoneSight.Unknown, "it was shown again"),
    };

    private static string Since(Hiding hiding) => string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", hiding.Objects.Select(hidden => hidden.Identity))} hidden since {hiding.Since.UtcDateTime:u}");
}
