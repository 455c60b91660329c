using System.Globalization;

namespace MigrationGuard.Presence;

/// <summary>What the processes of one version say together.</summary>
/// <param name="Processes">All that are remembered of it; none is no sign of anything.</param>
public sealed record PresenceOf(IReadOnlyList<PresenceSeen> Processes)
{
    private const int Few = 3;

    /// <summary>How long a process may be silent and still counts as running: several times the usual pause of 15 seconds.</summary>
    public static TimeSpan Recent { get; } = TimeSpan.FromMinutes(2);

    /// <summary>The processes that run.</summary>
    public IReadOnlyList<PresenceSeen> Running => [.. Processes.Where(process => process.Runs(Recent))];

    /// <summary>When the last of them was seen; null when none ever was.</summary>
    public DateTimeOffset? LastSeen => Processes.Count == 0 ? null : Processes.Max(process => process.SeenAt);

    /// <summary>The part of a list that is about a version; the label is enough, for one version of a service has it.</summary>
    public static PresenceOf Version(IEnumerable<PresenceSeen> all, string service, string label) => new(
        [.. all.Where(process => string.Equals(process.Identity.Service, service, StringComparison.Ordinal) && string.Equals(process.Identity.Label, label, StringComparison.Ordinal))]);

    /// <summary>One sentence: who runs, or since when all are silent, or that nothing was observed.</summary>
    public override string ToString()
    {
        if (Processes.Count == 0)
        {
            return "no heartbeat of it was ever seen, which tells nothing";
        }

        if (Running is [_, ..] running)
        {
            var more = running.Count > Few ? string.Create(CultureInfo.InvariantCulture, $" and {running.Count - Few} more") : "";
            return $"it says that it runs: {string.Join(", ", running.Take(Few).Select(Text))}{more}";
        }

        var last = Processes.MaxBy(process => process.SeenAt)!;
        var silent = Processes.Where(process => process.EndedAt is null).Select(process => process.Identity.Instance).Take(Few).ToList();
        var goodbye = silent.Count == 0 ? "every process said goodbye" : $"{string.Join(", ", silent)} fell silent without a goodbye";
        return string.Create(CultureInfo.InvariantCulture, $"its heartbeats are silent since {last.SeenAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z: {goodbye}");
    }

    private static string Text(PresenceSeen process) =>
        string.Create(CultureInfo.InvariantCulture, $"{process.Identity.Instance} ({process.Role}, application_name {process.ApplicationName}, {process.Silence.TotalSeconds:0} s ago)");
}
