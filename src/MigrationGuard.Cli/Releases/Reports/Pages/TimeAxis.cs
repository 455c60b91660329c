using MigrationGuard.Gate.Stories;

namespace MigrationGuard.Cli.Releases.Reports.Pages;

/// <summary>
/// Where a time lies in a picture. A release has states of milliseconds and of days: every state is as wide as the logarithm of its duration, and time runs evenly in it.
/// </summary>
internal sealed class TimeAxis
{
    private readonly List<Span> _spans = [];

    /// <summary>An axis for chapters that ends at a time.</summary>
    public TimeAxis(IReadOnlyList<StoryChapter> chapters, DateTimeOffset end, double width)
    {
        var lengths = chapters.Select(chapter => StoryWords.IsEnd(chapter.State) && chapter.Until is null ? TimeSpan.Zero : (chapter.Until ?? Later(end, chapter.From)) - chapter.From).ToList();
        var least = Math.Min(26, width / chapters.Count / 1.5);
        var weights = lengths.ConvertAll(length => Math.Log10(1 + (Math.Max(0, length.TotalSeconds) * 20)));
        var free = width - (least * chapters.Count);
        var sum = Math.Max(weights.Sum(), 1e-9);
        double x = 0;
        for (var i = 0; i < chapters.Count; i++)
        {
            var wide = least + (weights[i] / sum * free);
            _spans.Add(new(chapters[i], lengths[i], x, wide));
            x += wide;
        }
    }

    /// <summary>The states with their places.</summary>
    public IReadOnlyList<Span> Spans => _spans;

    /// <summary>Where a time is.</summary>
    public double At(DateTimeOffset at)
    {
        var span = _spans.FindLast(span => span.Chapter.From <= at) ?? _spans[0];
        var part = span.Length > TimeSpan.Zero ? Math.Clamp((at - span.Chapter.From) / span.Length, 0, 1) : 0;
        return span.X + (part * span.Width);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>A state and its place.</summary>
    /// <param name="Chapter">The state.</param>
    /// <param name="Length">How long it took.</param>
    /// <param name="X">Its left edge.</param>
    /// <param name="Width">How wide it is.</param>
    internal sealed record Span(StoryChapter Chapter, TimeSpan Length, double X, double Width);
}
