using System.Globalization;
using MigrationGuard.Classifying;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.Checking;

/// <summary>
/// Reads the <c>-- migrationguard:</c> comments of a migration, wherever they stand in it:
/// <list type="bullet">
/// <item><c>phase expand|migrate|contract</c> declares the phase of the migration.</item>
/// <item><c>down EXPRESSION</c> says of a change of type how the old value follows from the column with its new type; it holds for the statement that an <c>ignore</c> would.</item>
/// <item><c>no-transaction</c> says that the runner opens no transaction around it.</item>
/// <item><c>ignore ID[, ID] because REASON [until YYYY-MM-DD]</c> silences rules (id or name) for one statement: the one on whose line or inside
/// which the comment stands, else the next one. Before the first statement it silences findings about the migration as a whole too.</item>
/// <item><c>ignore-file ID[, ID] because REASON [until YYYY-MM-DD]</c> silences rules for the whole file.</item>
/// </list>
/// </summary>
public static class Directives
{
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    /// <summary>The migration with the phase and the transaction mode that its comments declare. Applying it twice changes nothing more.</summary>
    public static Migration Apply(Migration migration)
    {
        foreach (var directive in migration.Directives)
        {
            if (Is(directive, "no-transaction"))
            {
                migration = migration.Transaction == TransactionMode.None ? migration : migration with { Transaction = TransactionMode.None };
            }
            else if (Is(directive, "phase") && PhaseOf(directive.Rest) is { } phase && migration.DeclaredPhase != phase)
            {
                migration = migration with { DeclaredPhase = phase };
            }
        }

        return migration;
    }

    /// <summary>Whether the directive has this verb, ignoring case.</summary>
    internal static bool Is(Directive directive, string verb) => string.Equals(directive.Verb, verb, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the verb means anything.</summary>
    internal static bool IsKnown(Directive directive)
        => Is(directive, "phase") || Is(directive, "no-transaction") || Is(directive, "down") || Is(directive, "ignore") || Is(directive, "ignore-file");

    /// <summary>Why what follows a known verb cannot be read; null when it can.</summary>
    internal static string? ProblemOf(Directive directive) => Is(directive, "phase")
        ? PhaseOf(directive.Rest) is null ? $"'{directive.Rest}' is no phase" : null
        : Is(directive, "down") ? directive.Rest.Length == 0 ? "it says nothing" : null
        : IgnoreOf(directive)?.Problem;

    /// <summary>The phase with this name, ignoring case; null when there is none.</summary>
    internal static Phase? PhaseOf(string text) => text.Trim().ToUpperInvariant() switch
    {
        "EXPAND" => Phase.Expand,
        "MIGRATE" => Phase.Migrate,
        "CONTRACT" => Phase.Contract,
        _ => null,
    };

    /// <summary>What an <c>ignore</c> or <c>ignore-file</c> says; null for other verbs.</summary>
    internal static Ignore? IgnoreOf(Directive directive)
    {
        var wholeFile = Is(directive, "ignore-file");
        if (!wholeFile && !Is(directive, "ignore"))
        {
            return null;
        }

        var (ids, rest) = Cut(directive.Rest, "because");
        var (reason, until) = rest is null ? (null, null) : CutDate(rest);
        if (rest is null)
        {
            (ids, until) = CutDate(ids);
        }

        var rules = new List<RuleInfo>();
        var unknown = new List<string>();
        foreach (var id in ids.Split([',', .. Blanks], StringSplitOptions.RemoveEmptyEntries))
        {
            if (RuleCatalog.Find(id) is { } rule)
            {
                rules.Add(rule.Info);
            }
            else
            {
                unknown.Add(id);
            }
        }

        return new Ignore(rules, unknown, string.IsNullOrWhiteSpace(reason) ? null : reason)
        {
            WholeFile = wholeFile,
            Until = DateOf(until),
            Problem = until is not null && DateOf(until) is null ? $"{until} is no date of the form YYYY-MM-DD"
                : rules.Count + unknown.Count == 0 ? "it names no rule"
                : null,
        };
    }

    private static (string Before, string? After) Cut(string text, string word)
    {
        for (var at = 0; at >= 0 && at < text.Length;)
        {
            var found = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                break;
            }

            var end = found + word.Length;
            if ((found == 0 || char.IsWhiteSpace(text[found - 1])) && (end == text.Length || char.IsWhiteSpace(text[end])))
            {
                return (text.Substring(0, found), text.Substring(end).Trim());
            }

            at = end;
        }

        return (text, null);
    }

    /// <summary>The text without a closing <c>until DATE</c>; an <c>until</c> followed by several words is part of the reason.</summary>
    private static (string Text, string? Until) CutDate(string text)
    {
        var words = text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= 2 && string.Equals(words[words.Length - 2], "until", StringComparison.OrdinalIgnoreCase)
            ? (string.Join(" ", words, 0, words.Length - 2), words[words.Length - 1])
            : (text, null);
    }

    private static DateTime? DateOf(string? text)
        => DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : null;
}
