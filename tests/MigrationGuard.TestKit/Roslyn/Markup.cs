using Microsoft.CodeAnalysis.Text;

namespace MigrationGuard.TestKit.Roslyn;

/// <summary>Source in which places are marked: <c>{|MG0101:…|}</c> expects that id, <c>[|…|]</c> any. Places may lie in each other.</summary>
/// <param name="Text">The source without marks.</param>
/// <param name="Spans">The marked places in the order in which they begin; the id is empty for any.</param>
public sealed record Markup(string Text, IReadOnlyList<(string Id, TextSpan Span)> Spans)
{
    private const int IdLength = 6;

    /// <summary>Parses the marks.</summary>
    public static Markup Parse(string source)
    {
        var text = new System.Text.StringBuilder(source.Length);
        var open = new Stack<(string Id, int Start, char Closing)>();
        var spans = new List<(string Id, TextSpan Span)>();
        for (var i = 0; i < source.Length; i++)
        {
            var rest = source.AsSpan(i);
            if (rest.StartsWith("[|", StringComparison.Ordinal))
            {
                open.Push(("", text.Length, ']'));
                i++;
            }
            else if (rest.StartsWith("{|MG", StringComparison.Ordinal) && rest.Length > IdLength + 2 && rest[IdLength + 2] == ':')
            {
                open.Push((rest.Slice(2, IdLength).ToString(), text.Length, '}'));
                i += IdLength + 2;
            }
            else if (rest.Length > 1 && rest[0] == '|' && open.Count > 0 && rest[1] == open.Peek().Closing)
            {
                var (id, start, _) = open.Pop();
                spans.Add((id, TextSpan.FromBounds(start, text.Length)));
                i++;
            }
            else
            {
                text.Append(source[i]);
            }
        }

        return open.Count == 0 ? new Markup(text.ToString(), [.. spans.OrderBy(span => span.Span.Start).ThenByDescending(span => span.Span.Length)])
            : throw new ArgumentException($"The mark '{open.Peek().Id}' is not closed.");
    }
}
