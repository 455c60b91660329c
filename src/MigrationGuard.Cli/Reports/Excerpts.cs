using System.Text;
using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Reports;

/// <summary>Pieces of source for people.</summary>
internal static class Excerpts
{
    private const int Widest = 160;

    /// <summary>The beginning of the source at a place, in one line without needless blanks and control characters.</summary>
    public static string Statement(ReportedFile file, SourceSpan span, int width)
    {
        var source = file.TextOf(span);
        var start = Math.Clamp(span.Start, 0, source.Length);
        return OneLine(source.AsSpan(start, Math.Clamp(span.Length, 0, source.Length - start)), width);
    }

    /// <summary>What a step says: its SQL, or the line of C# in which its call begins.</summary>
    public static string Step(ReportedFile file, SourceSpan span, int width)
        => span.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? OneLine(file.LineAt(span), width) : Statement(file, span, width);

    private static string OneLine(ReadOnlySpan<char> text, int width)
    {
        var line = new StringBuilder(Math.Min(text.Length, width) + 1);
        var blank = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                blank = line.Length > 0;
                continue;
            }

            if (line.Length + (blank ? 2 : 1) > width - 1)
            {
                return line.Append('…').ToString();
            }

            line.Append(blank ? " " : "").Append(c);
            blank = false;
        }

        return line.ToString();
    }

    /// <summary>Line and column, from 1, of the end of a place.</summary>
    public static (int Line, int Column) End(ReportedFile file, SourceSpan span)
    {
        var source = file.TextOf(span);
        var start = Math.Clamp(span.Start, 0, source.Length);
        var text = source.AsSpan(start, Math.Clamp(span.Length, 0, source.Length - start));
        var last = text.LastIndexOf('\n');
        return last < 0 ? (span.Line, span.Column + text.Length) : (span.Line + text.Count('\n'), text.Length - last);
    }

    /// <summary>The source line of a place and, below it, the marks under the place. Tabs become blanks; a long line is cut around the place.</summary>
    public static (string Line, string Marks) Marked(ReportedFile file, SourceSpan span)
    {
        var line = file.LineAt(span);
        var column = Math.Clamp(span.Column - 1, 0, line.Length);
        var cut = column > Widest - 40 ? column - 20 : 0;
        var shown = line[cut..Math.Min(line.Length, cut + Widest)].TrimEnd();
        var length = Math.Clamp(span.Length, 1, Math.Max(1, shown.Length - (column - cut)));
        var clean = string.Create(shown.Length, shown, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                to[i] = char.IsControl(from[i]) ? ' ' : from[i];
            }
        });
        var marks = new string(' ', column - cut + (cut > 0 ? 1 : 0)) + new string('^', length);
        return ((cut > 0 ? "…" : "") + clean, marks);
    }
}
