using System.Globalization;
using MigrationGuard.Cli.Releases.Stories;
using MigrationGuard.Gate.Stories;

namespace MigrationGuard.Cli.Releases.Reports.Pages;

/// <summary>Who had the traffic, and what was measured under it.</summary>
internal static class TrafficSection
{
    private const int Width = 960;
    private const int Left = 44;
    private const int Top = 12;
    private const int Height = 120;

    /// <summary>The section.</summary>
    public static Markup Of(StoryView view) => Markup.Of($"""
        <section aria-labelledby="traffic"><h2 id="traffic">Traffic</h2>
        {(view.Story.Traffic.Count < 2 ? Markup.Of($"<p class=\"none\"><bdi>{view.Story.Release.New.Version}</bdi> never had traffic.</p>") : Figure(view))}
        {Measured(view.Story)}
        </section>
        """);

    private static Markup Figure(StoryView view)
    {
        var story = view.Story;
        return Markup.Of($"""
            <figure class="wide" tabindex="0" role="group" aria-label="Traffic, can be scrolled">{Picture(story, new TimeAxis(story.Chapters, view.At, Width - Left))}
            <figcaption><span class="key new" aria-hidden="true"></span><bdi>{story.Release.New.Version}</bdi> <span class="key old" aria-hidden="true"></span><bdi>{story.Release.Old.Version}</bdi>. As the router was seen, on the time of the states above.</figcaption></figure>
            """);
    }

    private static Markup Picture(ReleaseStory story, TimeAxis axis) => Markup.Of($"""
        <svg viewBox="0 0 {Width} {Top + Height + 26}" role="img" aria-labelledby="traffic-title traffic-text"><title id="traffic-title">Share of the traffic of {story.Release.New.Version}</title>
        <desc id="traffic-text">{string.Join("; ", story.Traffic.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.At.UtcDateTime:HH:mm:ss} {point.NewPercent} %")))}</desc>
        <rect class="area old" x="{Left}" y="{Top}" width="{Width - Left}" height="{Height}"/><path class="area new" d="{Area(story, axis)}"/>
        {Grid(0)}{Grid(50)}{Grid(100)}{Marks(story, axis)}</svg>
        """);

    private static string Area(ReleaseStory story, TimeAxis axis)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"M{Left} {Y(0)}");
        foreach (var point in story.Traffic)
        {
            path += string.Create(CultureInfo.InvariantCulture, $"H{Left + axis.At(point.At):0.##}V{Y(point.NewPercent):0.##}");
        }

        return path + string.Create(CultureInfo.InvariantCulture, $"H{Width}V{Y(0)}Z");
    }

    private static Markup Grid(int percent) => Markup.Of($"<path class=\"grid\" d=\"M{Left} {Y(percent)}H{Width}\"/><text class=\"axis\" x=\"{Left - 8}\" y=\"{Y(percent) + 4}\" text-anchor=\"end\">{percent} %</text>");

    // A time is written where there is room for it; all of them are in the description.
    private static Markup Marks(ReleaseStory story, TimeAxis axis)
    {
        var free = double.NegativeInfinity;
        return Markup.Each(story.Traffic, point =>
        {
            var x = Math.Min(Left + axis.At(point.At), Width - 30);
            var written = x - free > 64;
            free = written ? x : free;
            return written ? Markup.Of($"<text class=\"axis\" x=\"{x}\" y=\"{Top + Height + 18}\" text-anchor=\"{(x < Left + 30 ? "start" : "middle")}\">{point.At.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}</text>") : Markup.Empty;
        });
    }

    private static double Y(int percent) => Top + (Height * (100 - percent) / 100.0);

    private static Markup Measured(ReleaseStory story) => story.Measurements.Count == 0 ? Markup.Empty : Markup.Of($"""
        <h3>What was measured</h3>
        <div class="scroll" tabindex="0" role="group" aria-label="Measurements, can be scrolled"><table><thead><tr><th scope="col">When</th><th scope="col">Verdict</th><th scope="col">What was seen</th></tr></thead>
        <tbody>{Markup.Each(story.Measurements, Row)}</tbody></table></div>
        """);

    private static Markup Row(StoryMeasurement measured)
    {
        var tone = measured.Verdict switch
        {
            "good" or "front door: new" => "good",
            "bad" or "front door: failing" or "front door: silent" => "bad",
            _ => "wait",
        };
        return Markup.Of($"<tr><td class=\"time\">{PageTime.OfDay(measured.At)}</td><th scope=\"row\">{StoryWords.Pill(tone, measured.Verdict)}</th><td class=\"told\">{StoryWords.Told(measured.Why)}</td></tr>\n");
    }
}
