using System.Globalization;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Gate.Maintenance;
using MigrationGuard.Gate.Queue;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases.Queue;

/// <summary>Words about the queue of removals.</summary>
internal static class QueueWords
{
    /// <summary>A condition, as programs and people read it.</summary>
    public static string Of(ContractCondition condition) => condition switch
    {
        ContractCondition.Retired => "retired",
        ContractCondition.Needed => "needed",
        ContractCondition.Users => "users",
        ContractCondition.Backfill => "backfill",
        ContractCondition.Statements => "statements",
        ContractCondition.Tombstone => "tombstone",
        ContractCondition.Window => "window",
        ContractCondition.Approvals => "approvals",
        ContractCondition.RestorePoint => "restore-point",
        _ => "order",
    };

    /// <summary>Whether a condition holds.</summary>
    public static string Of(EvidenceVerdict verdict) => verdict switch { EvidenceVerdict.Pass => "yes", EvidenceVerdict.Fail => "no", _ => "unknown" };

    /// <summary>Where a removal stands, in a sentence.</summary>
    public static string Standing(QueueEntry entry) => entry.Standing switch
    {
        "can-go" => "it can go now",
        "hidden" => "it is hidden, and waits",
        "waits" => "it waits for its window",
        _ => "it cannot go yet",
    };

    /// <summary>A time for people; without an offset it is UTC.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static DateTimeOffset Time(string option, string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time : throw new UsageException($"{option}: \"{text}\" is no time; write e.g. 2027-03-28T02:00+01:00; without an offset it is UTC");

    /// <summary>A window with its length.</summary>
    public static string Of(WindowSpan span) => $"{WindowJudgement.Text(span)}, {Durations.Text(span.Until - span.From)}";
}
