namespace MigrationGuard.Gate.Stories;

/// <summary>The four numbers of a time, from the journals of the releases of a service.</summary>
/// <param name="Since">Its beginning.</param>
/// <param name="Until">Its end.</param>
/// <param name="Events">What happened in it, in the order of time.</param>
public sealed record DoraNumbers(DateTimeOffset Since, DateTimeOffset Until, IReadOnlyList<DoraEvent> Events)
{
    /// <summary>How many versions got the traffic.</summary>
    public int Deployments => Events.Count(happened => happened.Kind == DoraKind.Deployment);

    /// <summary>How many of them lost it again by a way back.</summary>
    public int Failures => Events.Count(happened => happened.Kind == DoraKind.ChangeFailure);

    /// <summary>Deployments in seven days.</summary>
    public double PerWeek => Deployments / Math.Max((Until - Since).TotalDays, 1e-9) * 7;

    /// <summary>The share of the deployments that failed, 0 to 1; null without deployments.</summary>
    public double? FailureRate => Deployments == 0 ? null : (double)Failures / Deployments;

    /// <summary>From the start of a release until its version had the traffic: the median, in seconds; null without deployments.</summary>
    public double? LeadSeconds => Median(DoraKind.Deployment);

    /// <summary>From when a version that failed had the traffic until the old one had it again: the median, in seconds; null where none failed.</summary>
    public double? RestoreSeconds => Median(DoraKind.Restore);

    /// <summary>The numbers of the releases of a service. A release counts by when its version got the traffic; what follows from that counts with it.</summary>
    public static DoraNumbers Of(IEnumerable<ReleaseStory> stories, DateTimeOffset since, DateTimeOffset until) => new(
        since,
        until,
        [.. stories.Where(story => story.Switch is { } moved && moved.ObservedAt >= since && moved.ObservedAt <= until).SelectMany(EventsOf).OrderBy(happened => happened.At)]);

    private static IEnumerable<DoraEvent> EventsOf(ReleaseStory story)
    {
        var (release, version, moved) = (story.Release.Id, story.Release.New.Version, story.Switch!);
        yield return new(DoraKind.Deployment, moved.ObservedAt, release, version, (moved.ObservedAt - story.Release.StartedAt).TotalSeconds);
        if (story.Return is { } back && back.ObservedAt >= moved.ObservedAt)
        {
            yield return new(DoraKind.ChangeFailure, back.DecidedAt, release, version, null);
            yield return new(DoraKind.Restore, back.ObservedAt, release, version, (back.ObservedAt - moved.ObservedAt).TotalSeconds);
        }
    }

    private double? Median(DoraKind kind)
    {
        var sorted = Events.Where(happened => happened.Kind == kind).Select(happened => happened.Seconds!.Value).Order().ToList();
        return sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
