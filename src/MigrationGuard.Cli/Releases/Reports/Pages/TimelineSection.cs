using System.Globalization;
using MigrationGuard.Cli.Releases.Stories;
using MigrationGuard.Gate.Stories;

namespace MigrationGuard.Cli.Releases.Reports.Pages;

/// <summary>The states of a release: a picture, and the table that says the same with reasons.</summary>
internal static class TimelineSection
{
    private const int Width = 960;

    /// <summary>The section.</summary>
    public static Markup Of(StoryView view)
    {
        var axis = new TimeAxis(view.Story.Chapters, view.At, Width);
        return Markup.Of($"""
            <section aria-labelledby="timeline"><h2 id="timeline">Timeline</h2>
            <figure class="wide" tabindex="0" role="group" aria-label="Timeline, can be scrolled">{Picture(view.Story, axis)}
            <figcaption>A state is as wide as the logarithm of its duration. The numbers are those of the table; a triangle is a request of a person.</figcaption></figure>
            <div class="scroll" tabindex="0" role="group" aria-label="States, can be scrolled"><table><thead><tr><th scope="col" class="number">#</th><th scope="col">State</th><th scope="col">From</th><th scope="col" class="number">Took</th><th scope="col">Why</th></tr></thead>
            <tbody>{Markup.Each(axis.Spans.Index(), row => Row(row.Index, row.Item))}</tbody></table></div>
            {Wishes(view.Story)}
            </section>
            """);
    }

    private static Markup Picture(ReleaseStory story, TimeAxis axis) => Markup.Of($"""
        <svg viewBox="0 0 {Width} 58" role="img" aria-labelledby="timeline-title timeline-text"><title id="timeline-title">States of {story.Release.Id}</title>
        <desc id="timeline-text">{string.Join(", then ", axis.Spans.Select(span => span.Chapter.State + (span.Length > TimeSpan.Zero ? " for " + PageTime.Length(span.Length.TotalSeconds) : "")))}</desc>
        {Markup.Each(axis.Spans.Index(), bar => Bar(bar.Index, bar.Item))}{Markup.Each(story.Wishes, wish => Mark(axis.At(wish.At), wish))}</svg>
        """);

    private static Markup Bar(int index, TimeAxis.Span span)
    {
        var label = (index + 1).ToString(CultureInfo.InvariantCulture);
        var named = span.Width > (span.Chapter.State.Length * 7.6) + 26;
        return Markup.Of($"""
            <g class="bar {StoryWords.ClassOf(span.Chapter.State)}"><title>{span.Chapter.State}, {Took(span)}</title><rect x="{span.X + 1}" y="14" width="{Math.Max(1, span.Width - 2)}" height="34" rx="4"/><text x="{span.X + (named ? 10 : span.Width / 2)}" y="35.5" text-anchor="{(named ? "start" : "middle")}">{(named ? $"{label}  {span.Chapter.State}" : label)}</text></g>
            """);
    }

    private static Markup Mark(double x, StoryWish wish) => Markup.Of($"<path class=\"wish\" d=\"M{x - 5} 2h10l-5 9z\"><title>{wish.Person} asked: {wish.Action}</title></path>");

    private static Markup Row(int index, TimeAxis.Span span) => Markup.Of($"""
        <tr><td class="number">{index + 1}</td><th scope="row"><span class="key {StoryWords.ClassOf(span.Chapter.State)}" aria-hidden="true"></span>{span.Chapter.State}</th><td class="time">{PageTime.Of(span.Chapter.From)}</td><td class="number">{Took(span)}</td><td class="told">{StoryWords.Told(span.Chapter.Why)}{(span.Chapter.WithoutLedger ? Markup.Of($" <em>(while the ledger was out of reach)</em>") : Markup.Empty)}</td></tr>

        """);

    private static string Took(TimeAxis.Span span) => span switch
    {
        { Chapter.Until: not null } => PageTime.Length(span.Length.TotalSeconds),
        _ when StoryWords.IsEnd(span.Chapter.State) => "the end",
        _ => PageTime.Length(span.Length.TotalSeconds) + " so far",
    };

    private static Markup Wishes(ReleaseStory story) => story.Wishes.Count == 0 ? Markup.Of($"<p class=\"none\">Nobody intervened: <bdi>{story.Release.StartedBy}</bdi> started it, the gate decided the rest.</p>") : Markup.Of($"""
        <h3>Who asked</h3>
        <div class="scroll" tabindex="0" role="group" aria-label="Requests, can be scrolled"><table><thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">Asked for</th><th scope="col">Reason</th></tr></thead>
        <tbody>{Markup.Each(story.Wishes, wish => Markup.Of($"<tr><td class=\"time\">{PageTime.Of(wish.At)}</td><th scope=\"row\"><bdi>{wish.Person}</bdi></th><td>{wish.Action}</td><td class=\"told\">{wish.Reason ?? "–"}</td></tr>\n"))}</tbody></table></div>
        """);
}
