using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Releases.Stories;
using MigrationGuard.Gate.Machine;

namespace MigrationGuard.Cli.Releases.Reports.Pages;

/// <summary>What is removed when nobody needs the old version any more.</summary>
internal static class RemovalSection
{
    /// <summary>The section.</summary>
    public static Markup Of(StoryView view) => Markup.Of($"""
        <section aria-labelledby="removal"><h2 id="removal">Removal</h2>
        {(view.RemovalUnknown is { } unknown ? Markup.Of($"<p class=\"none\">What would be removed is not known: {unknown}.</p>")
            : view.Removed.Count == 0 ? Markup.Of($"<p class=\"none\">The configuration removes nothing behind this release.</p>")
            : Markup.Of($"<p>{When(view)}</p><ul class=\"objects\">{Markup.Each(view.Removed, name => Markup.Of($"<li><code>{name}</code></li>"))}</ul>"))}
        {(view.Status.Next is { } next ? Markup.Of($"<p class=\"next\"><strong>Next:</strong> {next.Text}{(next.Command is { } command ? Markup.Of($"<br><code>{command}</code>") : Markup.Empty)}</p>") : Markup.Empty)}
        </section>
        """);

    private static Markup When(StoryView view) => view.Story.State switch
    {
        ReleaseState.Done => Markup.Of($"Removed {PageTime.Of(view.Story.LastAt)}:"),
        ReleaseState.Contracting => Markup.Of($"Being removed:"),
        ReleaseState.Tombstoned tombstoned => Markup.Of($"Hidden since {PageTime.Of(tombstoned.Since)}; removed from {PageTime.Of(tombstoned.Since + view.Soak)} on, if nobody asks for it:"),
        ReleaseState.ContractPending => Markup.Of($"Can be removed as soon as no live version needs it{Hidden(view)}:"),
        ReleaseState.WindowOpen open => Markup.Of($"Not before {PageTime.Of(open.Until)}, when the window ends, and not before {view.Story.Release.Old.Version} is gone{Hidden(view)}:"),
        ReleaseState.RolledBack or ReleaseState.RollingBack or ReleaseState.Aborted => Markup.Of($"Not removed, for {view.Story.Release.Old.Version} needs it:"),
        _ => Markup.Of($"After the switch, when the window is over and {view.Story.Release.Old.Version} is gone{Hidden(view)}:"),
    };

    private static string Hidden(StoryView view) => view.Soak > TimeSpan.Zero ? $", and then hidden for {Durations.Text(view.Soak)} first" : "";
}
