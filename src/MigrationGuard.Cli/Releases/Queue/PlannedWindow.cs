using System.Security.Cryptography;
using System.Text;
using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Gate.Maintenance;
using MigrationGuard.Gate.Queue;

namespace MigrationGuard.Cli.Releases.Queue;

/// <summary>A coming time with what is to be removed in it.</summary>
/// <param name="Uid">Its name in calendars: the same as long as the window begins at this time.</param>
/// <param name="Span">When.</param>
/// <param name="Entries">What is scheduled for it.</param>
internal sealed record PlannedWindow(string Uid, WindowSpan Span, IReadOnlyList<QueueEntry> Entries)
{
    /// <summary>Why it does not take place; null when it does.</summary>
    public string? Cancelled { get; init; }

    /// <summary>Whether what is scheduled has its approvals.</summary>
    public bool IsApproved => Entries.All(entry => entry.Reasons.All(reason => reason.Condition != ContractCondition.Approvals || reason.Holds));

    /// <summary>A word: <c>cancelled</c>, <c>confirmed</c>, or <c>tentative</c> while approvals are missing.</summary>
    public string Status => Cancelled is not null ? "cancelled" : IsApproved ? "confirmed" : "tentative";

    /// <summary>What happens, in a line.</summary>
    public string Summary => Cancelled is not null ? $"No removals: {Cancelled}"
        : Entries.Count == 0 ? $"Maintenance window {string.Join(" and ", Span.Names)}: nothing is scheduled"
        : $"Removal of {string.Join(", ", Entries.SelectMany(entry => entry.Objects).Select(found => found.ToString()))}{(IsApproved ? "" : " (not approved yet)")}";

    /// <summary>The coming windows; without windows the times of the schedule.</summary>
    public static IReadOnlyList<PlannedWindow> Of(GateSettings gate, string database, IReadOnlyList<QueueEntry> entries, (DateTimeOffset At, int Count) from)
    {
        var calendar = new MaintenanceCalendar(gate.Removal.Windows, gate.Policy.Freezes);
        return gate.Removal.Windows.Count == 0
            ? [.. entries.Where(entry => entry.Schedule?.NotBefore > from.At).Select(entry => Alone(entry, database)).OrderBy(window => window.Span.From).Take(from.Count)]
            : [.. new MaintenanceCalendar(gate.Removal.Windows, []).After(from.At).Take(from.Count).Select(span => Planned(span, calendar, gate, (database, entries)))];
    }

    private static PlannedWindow Planned(WindowSpan whole, MaintenanceCalendar calendar, GateSettings gate, (string Database, IReadOnlyList<QueueEntry> Entries) of)
    {
        List<WindowSpan> pieces = [.. calendar.After(whole.From).TakeWhile(piece => piece.From < whole.Until)];
        var uid = UidOf(of.Database, FormattableString.Invariant($"{whole.From.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}"));
        return pieces.Count == 0
            ? new(uid, whole, []) { Cancelled = $"frozen: {gate.Policy.Freezes.FirstOrDefault(freeze => freeze.From < whole.Until && freeze.Until > whole.From)?.Reason}" }
            : new(uid, whole with { From = pieces[0].From, Until = pieces[^1].Until }, [.. of.Entries.Where(entry => entry.Next is { } next && pieces.Exists(piece => piece.From <= next.From && next.From < piece.Until))]);
    }

    private static PlannedWindow Alone(QueueEntry entry, string database)
    {
        var begins = entry.Schedule!.NotBefore!.Value.ToUniversalTime();
        var length = TimeSpan.FromMinutes(Math.Max(15, Math.Ceiling(entry.Estimates.Sum(estimate => estimate.Time.TotalMinutes))));
        return new(UidOf(database, entry.Release.Id), new WindowSpan(begins, begins + length, ["schedule"], TimeZoneInfo.Utc), [entry]);
    }

    private static string UidOf(string database, string name) => $"{name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(database + "\n" + name)))[..16]}@migrationguard";
}
