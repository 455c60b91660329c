using MigrationGuard.Cli.Reports;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Judging;

/// <summary>Words that all forms of a proof share.</summary>
internal static class ProofWords
{
    /// <summary>The word of a verdict.</summary>
    public static string Of(ProofVerdict verdict) => verdict switch
    {
        ProofVerdict.Pass => "pass",
        ProofVerdict.Fail => "fail",
        ProofVerdict.Busy => "busy",
        _ => "unknown",
    };

    /// <summary>The word of a state.</summary>
    public static string Of(VersionState state) => state switch
    {
        VersionState.Live => "live",
        VersionState.Retired => "retired",
        _ => "published",
    };

    /// <summary>What the verdict of all versions means.</summary>
    public static string Sentence(ProofReport report) => report.Verdict switch
    {
        ExitCode.Yes => "passed",
        ExitCode.No => "failed: statements of a version do not work on this schema",
        ExitCode.Busy => "busy: the server could not answer for some statements, try again",
        _ when report.Proofs.Count == 0 => "undecided: no version is live in this database; migrationguard versions add makes one live",
        _ => "undecided: for some statements it cannot be told",
    };

    /// <summary>The counts of verdicts, leaving out what does not occur.</summary>
    public static string Counts(Func<ProofVerdict, int> count)
    {
        var parts = new[] { ProofVerdict.Pass, ProofVerdict.Fail, ProofVerdict.Unknown, ProofVerdict.Busy }.Where(verdict => count(verdict) > 0)
            .Select(verdict => FormattableString.Invariant($"{count(verdict)} {Of(verdict)}")).ToList();
        return parts.Count == 0 ? "none" : string.Join(", ", parts);
    }

    /// <summary>The last line: <c>2 versions, 14 statements: 12 pass, 2 fail</c>.</summary>
    public static string Summary(ProofReport report)
        => $"{Names.Count(report.Proofs.Count, "version")}, {Names.Count(report.Statements, "statement")}: {Counts(report.Count)}";

    /// <summary>The state of a version with its window: <c>live until 2026-12-01 10:00 UTC</c>.</summary>
    public static string State(AppVersion version)
        => Of(version.State) + (version is { State: VersionState.Live, WindowUntil: { } until } ? $" until {Time(until)}" : "");

    /// <summary>A time for people.</summary>
    public static string Time(DateTimeOffset time) => FormattableString.Invariant($"{time.UtcDateTime:yyyy-MM-dd HH:mm} UTC");

    /// <summary>Where a statement comes from, or its id.</summary>
    public static string Place(PublishedStatement statement) => statement.Origins switch
    {
        [] => statement.Key,
        [var one] => one.ToString(),
        [var first, ..] => FormattableString.Invariant($"{first} (and {statement.Origins.Count - 1} more)"),
    };

    /// <summary>A statement on one line, shortened.</summary>
    public static string OneLine(string text, int length)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= length ? line : line[..(char.IsHighSurrogate(line[length - 2]) ? length - 2 : length - 1)] + "…";
    }

    /// <summary>What a statement names itself: <c>public.users (id, username)</c>.</summary>
    public static string Uses(PublishedStatement statement)
        => string.Join(", ", statement.Uses.Where(use => use.Columns.Count > 0).Select(use => $"{use.Identity} ({string.Join(", ", use.Columns)})"));

    /// <summary>The server's error with its SQLSTATE; null when there was none.</summary>
    public static string? Server(StatementProof proof)
        => proof.Message is { } message ? proof.SqlState is { } state ? $"{state} {message}" : message : proof.SqlState;

    /// <summary>A difference in one line.</summary>
    public static string Line(ProofDifference difference)
        => $"{difference.Object} {difference.Path}".Trim() + $": {Value(difference.Old)} → {Value(difference.New)}";

    private static string Value(string? value) => value is null ? "nothing" : OneLine(value, 120);
}
