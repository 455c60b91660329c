using System.Globalization;

namespace MigrationGuard.Cli.Sources;

/// <summary>Writes out the braces of a <see cref="Glob"/>.</summary>
internal static class GlobBraces
{
    // A pattern that stands for more than this is a mistake or an attack.
    private const int Most = 1000;

    /// <summary>The patterns without braces that a pattern stands for.</summary>
    public static List<string> Expand(string pattern)
    {
        var done = new List<string>();
        var open = new Stack<string>([pattern]);
        while (open.TryPop(out var next) && done.Count < Most)
        {
            if (FindBraces(next) is not var (start, end, parts))
            {
                done.Add(next);
                continue;
            }

            for (var i = parts.Count - 1; i >= 0 && open.Count < Most; i--)
            {
                open.Push(string.Concat(next.AsSpan(0, start), parts[i], next.AsSpan(end + 1)));
            }
        }

        return done;
    }

    private static (int Start, int End, List<string> Parts)? FindBraces(string pattern)
    {
        for (var start = pattern.IndexOf('{'); start >= 0; start = pattern.IndexOf('{', start + 1))
        {
            var end = Close(pattern, start);
            if (end > 0 && Parts(pattern[(start + 1)..end]) is { Count: > 1 } parts)
            {
                return (start, end, parts);
            }
        }

        return null;
    }

    private static int Close(string pattern, int start)
    {
        var depth = 0;
        for (var i = start; i < pattern.Length; i++)
        {
            depth += pattern[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static List<string> Parts(string inside)
    {
        if (inside.Split("..") is [var low, var high] && int.TryParse(low, CultureInfo.InvariantCulture, out var from)
            && int.TryParse(high, CultureInfo.InvariantCulture, out var to) && to >= from && to - from < Most)
        {
            return [.. Enumerable.Range(from, to - from + 1).Select(n => n.ToString(CultureInfo.InvariantCulture))];
        }

        var parts = new List<string>();
        var (depth, begin) = (0, 0);
        for (var i = 0; i < inside.Length; i++)
        {
            depth += inside[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (inside[i] == ',' && depth == 0)
            {
                parts.Add(inside[begin..i]);
                begin = i + 1;
            }
        }

        parts.Add(inside[begin..]);
        return parts;
    }
}
