using MigrationGuard.Cli.Releases.Stories;

namespace MigrationGuard.Cli.Releases.Reports.Pages;

/// <summary>The top of the page: which release, and how it stands.</summary>
internal static class Headline
{
    /// <summary>The top.</summary>
    public static Markup Of(StoryView view)
    {
        var (story, release) = (view.Story, view.Story.Release);
        return Markup.Of($"""
            <header class="top">
            <p class="eyebrow">Release report · <bdi>{release.Service}</bdi></p>
            <h1><bdi>{release.Id}</bdi></h1>
            <p class="verdict {StoryWords.ClassOf(story.Tone)}"><span class="state">{story.State.Word}</span> <strong>{StoryWords.Verdict(story)}</strong></p>
            {(story.Why is { } why ? Markup.Of($"<p class=\"why\">{StoryWords.Told(why)}</p>") : Markup.Empty)}
            <dl class="facts">
            <div><dt>Old version</dt><dd><bdi>{release.Old.Version}</bdi> on <bdi>{release.Old.Slot}</bdi></dd></div>
            <div><dt>New version</dt><dd><bdi>{release.New.Version}</bdi> on <bdi>{release.New.Slot}</bdi></dd></div>
            <div><dt>Started</dt><dd>{PageTime.Of(release.StartedAt)} by <bdi>{release.StartedBy}</bdi></dd></div>
            <div><dt>Based on</dt><dd>{release.Base ?? "no release before it"}</dd></div>
            <div><dt>Plan</dt><dd>{StoryWords.Digest(release.Plan)}</dd></div>
            <div><dt>Router now</dt><dd>{ReleaseWords.Of(view.Status.Router)}</dd></div>
            </dl>
            </header>
            """);
    }
}
