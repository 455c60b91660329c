using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MigrationGuard.Manifests;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Watching.Queries;

/// <summary>A query in SQL, of which the placeholders are parameters.</summary>
public static partial class SqlQuery
{
    /// <summary>Why a text cannot be such a query; null when it can.</summary>
    public static string? Problem(string text) => SqlPieces.Split(text) switch
    {
        [{ Problem: { } problem }, ..] => problem,
        { Count: not 1 } pieces => string.Create(CultureInfo.InvariantCulture, $"it has {pieces.Count} statements; one is needed"),
        _ => Pieces().Matches(text).Select(Problem).FirstOrDefault(problem => problem is not null),
    };

    /// <summary>The question with values as parameters.</summary>
    internal static ValueQuestion Fill(string text, QueryValues values, TimeSpan timeout)
    {
        text = SqlPieces.Split(text) is [{ Text: var statement }, ..] ? statement : text;
        var names = new List<string>();
        var filled = new StringBuilder();
        var behind = 0;
        foreach (var match in Pieces().Matches(text).Where(match => match.Groups["name"].Success))
        {
            var name = match.Groups["name"].Value;
            if (!names.Contains(name, StringComparer.Ordinal))
            {
                names.Add(name);
            }

            filled.Append(text, behind, match.Index - behind).Append(CultureInfo.InvariantCulture, $" ${names.IndexOf(name) + 1} ");
            behind = match.Index + match.Length;
        }

        filled.Append(text, behind, text.Length - behind);
        return new(filled.ToString(), [.. names.Select(name => values.Text(name) ?? (object)values.Window)], timeout);
    }

    private static string? Problem(Match piece) =>
        piece.Groups["name"].Success ? QueryValues.Names.Contains(piece.Groups["name"].Value, StringComparer.Ordinal) ? null : $"{piece.Value} is no placeholder"
        : piece.Value[0] == '\'' && QueryValues.Names.FirstOrDefault(name => piece.Value.Contains($"{{{name}}}", StringComparison.Ordinal)) is { } quoted ? $"{{{quoted}}} stands in quotes; it is a value already, write it without"
        : null;

    // Literals, quoted names and comments, in which nothing is replaced; and what is.
    [GeneratedRegex("""'(?:''|[^'])*'|"(?:""|[^"])*"|\$(?<tag>\w*)\$.*?\$\k<tag>\$|--[^\n]*|/\*.*?\*/|\{(?<name>\w+)\}""", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Pieces();
}
