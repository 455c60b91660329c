using MigrationGuard.Cli.Releases.Stories;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases.Reports.Pages;

/// <summary>The numbers that people ask for first.</summary>
internal static class KeyFigures
{
    /// <summary>The numbers.</summary>
    public static Markup Of(StoryView view)
    {
        var story = view.Story;
        var passed = view.Status.Evidence.Count(row => row.Verdict == EvidenceVerdict.Pass);
        return Markup.Of($"""
            <section aria-label="Key figures"><dl class="figures">
            {Figure("Switch", Seconds(story.Switch?.Seconds), story.Switch is null ? "there was none" : "from the decision until the front door answered as the new version")}
            {Figure("Last old request", Seconds(story.LastOldRequestSeconds), story.LastOldRequestSeconds is null ? "not counted" : "from the decision until the old version worked on none")}
            {Figure("Rollback", Seconds(story.Return?.Seconds), story.Return is null ? "there was none" : "from the decision until the router was back")}
            {Figure("Evidence", view.Status.Evidence.Count == 0 ? "–" : FormattableString.Invariant($"{passed} of {view.Status.Evidence.Count}"), view.Status.Evidence.Count == 0 ? "none is required" : "required checks pass")}
            </dl></section>
            """);
    }

    private static string Seconds(double? seconds) => seconds is { } value ? PageTime.Length(value) : "–";

    private static Markup Figure(string name, string value, string meaning) => Markup.Of($"<div><dt>{name}</dt><dd><span class=\"value\">{value}</span> <span class=\"note\">{meaning}</span></dd></div>\n");
}
