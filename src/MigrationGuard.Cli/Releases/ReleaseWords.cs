using MigrationGuard.Cli.Configuration;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases;

/// <summary>Words about releases.</summary>
internal static class ReleaseWords
{
    /// <summary>What a router says.</summary>
    public static string Of(RouterObservation seen) => seen switch
    {
        RouterObservation.At at => FormattableString.Invariant($"on {at.Slot}, generation {at.Generation}"),
        RouterObservation.Shared shared => FormattableString.Invariant($"{shared.Share.Percent} % on {shared.Share.To}, the rest on {shared.Share.From}, generation {shared.Generation}"),
        RouterObservation.NotYet notYet => $"not there yet: {notYet.Reason}",
        RouterObservation.Unknown unknown => unknown.Reason,
        _ => "it says nothing",
    };

    /// <summary>What one of several targets says, beside the generation that it is to have.</summary>
    public static string Of(TargetObservation target, long? wanted) => target.Seen is RouterObservation.At at && wanted is { } number && number != at.Generation
        ? FormattableString.Invariant($"{Of(target.Seen)} instead of {number}")
        : Of(target.Seen);

    /// <summary>Names in the DNS, with how long their answers are kept.</summary>
    public static string Of(IReadOnlyList<NameRecord> names) => string.Join(", ", names.Select(name => $"{name.Name} ({Durations.Text(name.Ttl)})"));

    /// <summary>A verdict.</summary>
    public static string Of(EvidenceVerdict verdict) => verdict switch
    {
        EvidenceVerdict.Pass => "pass",
        EvidenceVerdict.Fail => "fail",
        EvidenceVerdict.Expired => "expired",
        _ => "unknown",
    };

    /// <summary>An answer, as programs read it.</summary>
    public static string Of(ReleaseAnswer answer) => answer.ToString().ToLowerInvariant();

    /// <summary>A point in time for people, in UTC.</summary>
    public static string Time(DateTimeOffset time) => FormattableString.Invariant($"{time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");

    /// <summary>A point in time with how far away it is.</summary>
    public static string Away(DateTimeOffset time, DateTimeOffset now) => $"{Time(time)} ({Ago(time, now)})";

    /// <summary>How far away a point in time is.</summary>
    public static string Ago(DateTimeOffset time, DateTimeOffset now) => time > now ? $"in {Durations.Text(Rounded(time - now))}" : $"{Durations.Text(Rounded(now - time))} ago";

    /// <summary>Whole seconds.</summary>
    public static TimeSpan Rounded(TimeSpan time) => TimeSpan.FromSeconds(Math.Round(time.TotalSeconds));
}
