using System.CommandLine;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Reports;

namespace MigrationGuard.Cli.Commands;

/// <summary>Options of the commands about releases.</summary>
internal static class ReleaseOptions
{
    /// <summary>The variable with the name of whoever acts.</summary>
    public const string PersonVariable = "MIGRATIONGUARD_AS";

    /// <summary>The forms of a result.</summary>
    public static IReadOnlyList<(string Word, OutputFormat Value)> Formats { get; } = [("text", OutputFormat.Text), ("json", OutputFormat.Json), ("markdown", OutputFormat.Markdown)];

    /// <summary>The release.</summary>
    public static Option<string?> Release { get; } = new("--release") { HelpName = "ID", Description = "The release. Default: the one that is under way, else the newest." };

    /// <summary>The form of the result.</summary>
    public static Option<string> Output { get; } = new Option<string>("--output", "--format") { Description = "The form of the result. Default: text." }.AcceptOnlyFromAmong([.. Formats.Select(format => format.Word)]);

    /// <summary>Why.</summary>
    public static Option<string?> Reason { get; } = new("--reason") { HelpName = "TEXT", Description = "Why; it is kept in the journal." };

    /// <summary>Who.</summary>
    public static Option<string?> As { get; } = new("--as") { HelpName = "NAME", Description = "Who acts; it is kept in the journal. Default: MIGRATIONGUARD_AS, else the user of this machine." };

    /// <summary>How long to wait for the lease.</summary>
    public static Option<string?> Wait { get; } = new("--wait") { HelpName = "DURATION", Description = "How long to wait while somebody else is at it, e.g. 10m. Default: not at all (exit code 5)." };

    /// <summary>To ask only.</summary>
    public static Option<bool> DryRun { get; } = new("--dry-run") { Description = "Do nothing; say what would be answered, also with the exit code." };

    /// <summary>Who acts.</summary>
    public static string Person(ParseResult result, Surroundings surroundings) => Named(result, surroundings) ?? $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>Who acts, where somebody was named; else null.</summary>
    public static string? Named(ParseResult result, Surroundings surroundings) => (result.GetValue(As) ?? surroundings.Variable(PersonVariable))?.Trim() is { Length: > 0 } name ? name : null;

    /// <summary>How long to wait for the lease.</summary>
    /// <exception cref="UsageException">It is no time.</exception>
    public static TimeSpan WaitOf(ParseResult result) => result.GetValue(Wait) is not { } text ? TimeSpan.Zero
        : Durations.Read(text) ?? throw new UsageException($"--wait: \"{text}\" is no time; write {Durations.Examples}");

    /// <summary>The form of the result.</summary>
    /// <exception cref="UsageException">The variable has a value that is not known.</exception>
    public static OutputFormat FormatOf(ParseResult result, Surroundings surroundings) => result.GetValue(Output) is { } given
        ? Words.Read(Formats, given, "--output").Value
        : surroundings.Variable("MIGRATIONGUARD_OUTPUT") is { Length: > 0 } variable ? Words.Read(Formats, variable, "MIGRATIONGUARD_OUTPUT").Value : OutputFormat.Text;
}
