using System.CommandLine;

namespace MigrationGuard.Cli.Commands.Contracts;

/// <summary>Options of the commands about the queue of removals.</summary>
internal static class QueueOptions
{
    /// <summary>The earliest time.</summary>
    public static Option<string?> NotBefore { get; } = new("--not-before") { HelpName = "TIME", Description = "Not before this time, e.g. 2027-03-28T02:00+01:00; without an offset it is UTC. Default: the next window." };

    /// <summary>The name of a window.</summary>
    public static Option<string?> Window { get; } = new("--window") { HelpName = "NAME", Description = "Only in windows of this name of gate.maintenance." };

    /// <summary>From what the data can be brought back.</summary>
    public static Option<string?> RestorePoint { get; } = new("--restore-point") { HelpName = "ID", Description = "From what the data can be brought back: the name of a backup or a position in the log of changes; it is recorded." };

    /// <summary>Although somebody asked for it.</summary>
    public static Option<bool> Again { get; } = new("--again") { Description = "Although somebody asked for it while it was hidden: with --reason, who asked so far does not count." };

    /// <summary>What was looked at.</summary>
    public static Option<string?> Digest { get; } = new("--digest") { HelpName = "SHA256", Description = "Approve only if it is still this, as 'contract list' showed it; else the answer is 4." };

    /// <summary>Whose approval.</summary>
    public static Option<string?> Of { get; } = new("--of") { HelpName = "NAME", Description = "Whose approval. Default: one's own." };

    /// <summary>What is scheduled for now.</summary>
    public static Option<bool> Due { get; } = new("--due") { Description = "Only what is scheduled, approved and in its window now; nothing to do is 0. For cron and pipelines at night." };

    /// <summary>Without approvals and windows.</summary>
    public static Option<bool> BreakGlass { get; } = new("--break-glass") { Description = "For an hour approvals and windows do not count; with --reason, and a second person with --second. What a live version needs is not removed all the same." };

    /// <summary>The second person.</summary>
    public static Option<string?> Second { get; } = new("--second") { HelpName = "NAME", Description = "The second person behind --break-glass." };

    /// <summary>How many windows.</summary>
    public static Option<int> Count { get; } = new("--count") { HelpName = "N", Description = "How many windows. Default: 5.", DefaultValueFactory = _ => 5 };
}
