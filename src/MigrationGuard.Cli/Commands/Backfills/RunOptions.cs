using System.CommandLine;
using System.Globalization;
using MigrationGuard.Backfills;
using MigrationGuard.Cli.Configuration;

namespace MigrationGuard.Cli.Commands.Backfills;

/// <summary>How <c>migrationguard backfill run</c> works.</summary>
internal static class RunOptions
{
    private const string Off = "off";

    private static readonly (string Word, RowErrorPolicy Value)[] Policies = [("stop", RowErrorPolicy.Stop), ("skip", RowErrorPolicy.Skip)];

    private static readonly Option<string?> Target = Time("--target", "How long a batch should take, which is how long it holds locks on rows. Default: 250ms.");

    private static readonly Option<int?> MaxBatch = new("--max-batch") { HelpName = "N", Description = "Keys of the largest batch. Default: 50000." };

    private static readonly Option<string?> LockTimeout = Time("--lock-timeout", "How long a batch waits for a lock. Default: 500ms.");

    private static readonly Option<string?> StatementTimeout = Time("--statement-timeout", "How long a statement of a batch may take. Default: 10s.");

    private static readonly Option<int?> Attempts = new("--attempts") { HelpName = "N", Description = "How often a batch is tried that does not get its locks. Default: 10." };

    private static readonly Option<string> OnError = CommonOptions.OneOf("--on-error", Policies, "A row that the server refuses. Default: stop, with its key.");

    private static readonly Option<string?> MaxLag = Time("--max-lag", "Wait while a replica is further behind, or off. Default: 10s.");

    private static readonly Option<string?> MaxLockWaits = new("--max-lock-waits") { HelpName = "N", Description = "Wait while more sessions wait for locks on the table, or off. Default: 0." };

    private static readonly Option<string?> MaxTransaction = Time("--max-transaction", "Wait while a transaction of the database is older, or off. Default: 15m.");

    private static readonly Option<string?> ThrottleQuery = new("--throttle-query") { HelpName = "SQL", Description = "Wait while this query gives true, or a number above --throttle-limit." };

    private static readonly Option<decimal?> ThrottleLimit = new("--throttle-limit") { HelpName = "N", Description = "The highest number that the query may give. Default: 0." };

    private static readonly Option<string?> GiveUp = Time("--give-up", "How long to wait for these before it stops. Default: 30m.");

    /// <summary>All.</summary>
    public static IReadOnlyList<Option> All { get; } =
        [Target, MaxBatch, LockTimeout, StatementTimeout, Attempts, OnError, MaxLag, MaxLockWaits, MaxTransaction, ThrottleQuery, ThrottleLimit, GiveUp, ReleaseOptions.Wait];

    /// <summary>What they say.</summary>
    /// <exception cref="UsageException">A value cannot be used.</exception>
    public static BackfillSettings Read(ParseResult result)
    {
        var defaults = new BackfillSettings();
        var largest = Number(result.GetValue(MaxBatch), "--max-batch") ?? defaults.LargestSize;
        return defaults with
        {
            Target = TimeOf(result, Target) ?? defaults.Target,
            LargestSize = largest,
            FirstSize = Math.Min(defaults.FirstSize, largest),
            LockTimeout = TimeOf(result, LockTimeout) ?? defaults.LockTimeout,
            StatementTimeout = TimeOf(result, StatementTimeout) ?? defaults.StatementTimeout,
            Attempts = Number(result.GetValue(Attempts), "--attempts") ?? defaults.Attempts,
            OnRowError = result.GetValue(OnError) is { } policy ? Words.Read(Policies, policy, "--on-error").Value : defaults.OnRowError,
            Wait = ReleaseOptions.WaitOf(result),
            Throttle = ThrottleOf(result, defaults.Throttle),
        };
    }

    private static BackfillThrottle ThrottleOf(ParseResult result, BackfillThrottle defaults) => defaults with
    {
        ReplicationLag = IsOff(result, MaxLag) ? null : TimeOf(result, MaxLag) ?? defaults.ReplicationLag,
        TransactionAge = IsOff(result, MaxTransaction) ? null : TimeOf(result, MaxTransaction) ?? defaults.TransactionAge,
        LockWaits = IsOff(result, MaxLockWaits) ? null : result.GetValue(MaxLockWaits) is not { } text ? defaults.LockWaits
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var waits) ? waits
            : throw new UsageException($"--max-lock-waits: \"{text}\" is no number and not off"),
        Query = result.GetValue(ThrottleQuery),
        QueryLimit = result.GetValue(ThrottleLimit) ?? defaults.QueryLimit,
        GiveUpAfter = TimeOf(result, GiveUp) ?? defaults.GiveUpAfter,
    };

    private static bool IsOff(ParseResult result, Option<string?> option) => string.Equals(result.GetValue(option), Off, StringComparison.OrdinalIgnoreCase);

    private static Option<string?> Time(string name, string description) => new(name) { HelpName = "TIME", Description = description };

    private static TimeSpan? TimeOf(ParseResult result, Option<string?> option) => result.GetValue(option) is not { } text ? null
        : Durations.Read(text) is { } time && time >= TimeSpan.FromMilliseconds(1) ? time : throw new UsageException($"{option.Name}: \"{text}\" is no time; write {Durations.Examples}");

    private static int? Number(int? number, string option) => number is < 1 ? throw new UsageException($"{option} is at least 1") : number;
}
