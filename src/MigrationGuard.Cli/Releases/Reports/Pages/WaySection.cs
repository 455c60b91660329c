using MigrationGuard.Cli.Releases.Stories;
using MigrationGuard.Gate.Machine;

namespace MigrationGuard.Cli.Releases.Reports.Pages;

/// <summary>The way back: how far it goes, how long it is promised, and whether it was taken.</summary>
internal static class WaySection
{
    /// <summary>The section.</summary>
    public static Markup Of(StoryView view)
    {
        var (story, release) = (view.Story, view.Story.Release);
        return Markup.Of($"""
            <section aria-labelledby="way"><h2 id="way">The way back</h2>
            <dl class="facts">
            <div><dt>Rollback floor</dt><dd>{(view.Status.Floor is { } floor ? $"{floor.Version}: {floor.Reason}" : "none: every stored version still works")}</dd></div>
            <div><dt>Window</dt><dd>{Window(view)}</dd></div>
            <div><dt>Taken</dt><dd>{(story.Return is { } back ? Markup.Of($"{PageTime.Of(back.ObservedAt)}, {PageTime.Length(back.Seconds)} after the decision ({Cause(back.Cause)})") : Markup.Of($"no"))}</dd></div>
            <div><dt>Support of <bdi>{release.Old.Version}</bdi></dt><dd>{(view.Status.Old is { } old ? Judging.ProofWords.State(old) : "nothing is stored of it")}</dd></div>
            </dl></section>
            """);
    }

    private static Markup Window(StoryView view) => (view.Story.State, view.Story.PromisedUntil) switch
    {
        (ReleaseState.WindowOpen, { } until) => Markup.Of($"open until {PageTime.Of(until)} <span class=\"note\">{ReleaseWords.Ago(until, view.At)}</span>"),
        (_, { } until) => Markup.Of($"closed; it was promised until {PageTime.Of(until)}"),
        _ => Markup.Of($"it was never opened"),
    };

    private static string Cause(RollbackCause? cause) => cause switch
    {
        RollbackCause.Asked => "somebody asked",
        RollbackCause.Budget => "the switch took longer than its budget",
        RollbackCause.Reread => "what the switch depends on was no longer so",
        RollbackCause.FrontDoor => "nobody was answered at the front door",
        RollbackCause.Bake => "the new version did badly under traffic",
        RollbackCause.LedgerLost => "the ledger was lost in the middle of the switch",
        _ => "the router was found back on the old version",
    };
}
