using System.Globalization;
using System.Text.RegularExpressions;

namespace MigrationGuard.Gate.Watching.Queries;

/// <summary>What has to be known of a text of PromQL. https://prometheus.io/docs/prometheus/latest/querying/basics/</summary>
public static partial class PromQl
{
    private static readonly HashSet<string> Grouping = new(StringComparer.OrdinalIgnoreCase) { "by", "without", "on", "ignoring", "group_left", "group_right" };

    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase) { "and", "or", "unless", "offset", "bool", "atan2", "inf", "nan" };

    private static readonly HashSet<string> Shifts = new(StringComparer.OrdinalIgnoreCase) { "offset", "@" };

    /// <summary>The names in braces that are no placeholder; nothing else of PromQL looks like them.</summary>
    public static IReadOnlyList<string> Strangers(string query) =>
        [.. Placeholder().Matches(query).Select(match => match.Groups[1].Value).Where(name => !QueryValues.Names.Contains(name, StringComparer.Ordinal))];

    /// <summary>The query with values in place of its placeholders; texts are escaped for the inside of quotes.</summary>
    internal static string Fill(string query, QueryValues values) => Placeholder().Replace(query, match => match.Groups[1].Value switch
    {
        QueryValues.WindowName => Duration(values.Window),
        var name when values.Text(name) is { } text => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal),
        _ => match.Value,
    });

    /// <summary>A time as PromQL writes it.</summary>
    internal static string Duration(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Round(time.TotalMilliseconds)):0}ms");

    /// <summary>
    /// The selectors that take the newest sample, however old it is: the server looks back for five minutes and the answer does not tell. A range holds only samples of its
    /// own time; what is shifted is meant to be old. https://prometheus.io/docs/prometheus/latest/querying/basics/#staleness
    /// </summary>
    internal static IReadOnlyList<string> Instants(string query)
    {
        Token[] tokens = [.. Pieces().Matches(query).Where(match => !char.IsWhiteSpace(query[match.Index]) && query[match.Index] != '#').Select(match => new Token(match.Value, match.Index))];
        var found = new List<string>();
        for (var index = 0; index < tokens.Length; index++)
        {
            if (Grouping.Contains(tokens[index].Text))
            {
                index = Behind(tokens, index + 1) - 1;
            }
            else if (Selector(tokens, index) is { } behind)
            {
                var last = tokens[behind - 1];
                var next = behind < tokens.Length ? tokens[behind].Text : "";
                if (!Shifts.Contains(next) && !(next.StartsWith('[') && !next.Contains(':', StringComparison.Ordinal)))
                {
                    found.Add(query[tokens[index].Start..(last.Start + last.Text.Length)]);
                }

                index = behind - 1;
            }
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    // The index behind a selector; null when none begins here.
    private static int? Selector(Token[] tokens, int index)
    {
        var text = tokens[index].Text;
        var next = index + 1 < tokens.Length ? tokens[index + 1].Text : "";
        return text[0] == '{' ? index + 1
            : !(char.IsAsciiLetter(text[0]) || text[0] is '_' or ':') || Words.Contains(text) || next == "(" || Grouping.Contains(next) ? null
            : next.StartsWith('{') ? index + 2
            : index + 1;
    }

    // The index behind a list in parentheses, if there is one.
    private static int Behind(Token[] tokens, int index)
    {
        if (index >= tokens.Length || tokens[index].Text != "(")
        {
            return index;
        }

        var close = Array.FindIndex(tokens, index, token => token.Text == ")");
        return close < 0 ? tokens.Length : close + 1;
    }

    private sealed record Token(string Text, int Start);

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Placeholder();

    // Strings, comments, braces with their strings, brackets, numbers with units, names, anything else.
    [GeneratedRegex("""\s+|#[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|\{(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|[^}"'`])*\}|\[[^\]]*\]|[0-9.][\w.]*|[A-Za-z_:][\w:]*|.""", RegexOptions.Singleline)]
    private static partial Regex Pieces();
}
