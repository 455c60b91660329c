using System.Globalization;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Guarding;

namespace MigrationGuard.Cli.Guarding;

/// <summary>The guard's words.</summary>
internal static class GuardText
{
    /// <summary>The modes.</summary>
    public static IReadOnlyList<(string Word, GuardMode Value)> Modes { get; } = [("observe", GuardMode.Observe), ("enforce", GuardMode.Enforce)];

    /// <summary>The policies.</summary>
    public static IReadOnlyList<(string Word, UnknownPolicy Value)> Policies { get; } = [("refuse", UnknownPolicy.Refuse), ("log", UnknownPolicy.Log)];

    /// <summary>How it decides, in a sentence.</summary>
    public static string Decision(GuardStatus status) => string.Create(CultureInfo.InvariantCulture, $"{status.Mode switch
    {
        GuardMode.Enforce => "what breaks a live version is refused",
        _ => "what breaks a live version is only logged (observe)",
    }}, {status switch
    {
        { Unknown: UnknownPolicy.Log } => "what cannot be judged passes and is logged",
        { Mode: GuardMode.Observe } => "and so is what cannot be judged",
        _ => "what cannot be judged too",
    }}; a transaction's proofs may take {status.Budget.TotalSeconds:0.###} s");

    /// <summary>A live version, in a line.</summary>
    public static string Version(GuardedVersion version) => string.Create(CultureInfo.InvariantCulture,
        $"{version.Service} {version.Label}, {Names.Count(version.Statements, "statement")}{(version.WindowUntil is { } until ? $", until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "")}");

    /// <summary>A row of the log, in a line.</summary>
    public static string Event(GuardEvent entry) => string.Create(CultureInfo.InvariantCulture,
        $"{entry.Id,6}  {entry.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}  {entry.Kind,-12}  {entry.Who}{(entry.Subject.Length > 0 ? "  " + entry.Subject : "")}{(entry.Details is "{}" ? "" : "  " + entry.Details)}");

    /// <summary>A time span such as <c>5s</c>, <c>500ms</c>, <c>1m</c>.</summary>
    /// <exception cref="UsageException">It is none, or not positive.</exception>
    public static TimeSpan? Span(string? text, string option)
    {
        if (text is null)
        {
            return null;
        }

        var digits = text.TrimEnd('m', 's');
        var factor = text[digits.Length..] switch { "s" or "" => 1.0, "ms" => 0.001, "m" => 60.0, _ => 0.0 };
        return factor > 0 && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * factor is > 0.0005 and < 3600
            ? TimeSpan.FromSeconds(number * factor)
            : throw new UsageException($"{option}: \"{text}\" is no time; write 5s, 500ms or 1m");
    }
}
