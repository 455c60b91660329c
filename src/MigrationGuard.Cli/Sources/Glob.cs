namespace MigrationGuard.Cli.Sources;

/// <summary>
/// A pattern over paths with forward slashes: <c>*</c> and <c>?</c> within a name, <c>**</c> across folders, <c>[a-z]</c>, <c>[!a]</c>,
/// <c>{a,b}</c> and <c>{1..9}</c>, as in .editorconfig.
/// </summary>
internal sealed class Glob
{
    private readonly string[] _alternatives;

    /// <summary>Reads a pattern; a bracket or brace that is not closed stands for itself.</summary>
    public Glob(string pattern) => _alternatives = [.. GlobBraces.Expand(pattern)];

    /// <summary>Whether a text has any of the pattern characters.</summary>
    public static bool IsPattern(string text) => text.AsSpan().IndexOfAny("*?[{") >= 0;

    /// <summary>Whether the whole path matches.</summary>
    public bool Matches(string path)
    {
        foreach (var pattern in _alternatives)
        {
            if (Match(pattern, path))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Match(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
            {
                return MatchStar(pattern, path);
            }

            if (!MatchOne(ref pattern, ref path))
            {
                return false;
            }
        }

        return path.IsEmpty;
    }

    private static bool MatchStar(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        var folders = pattern.StartsWith("**");
        var rest = pattern.TrimStart('*');
        if (folders && rest.StartsWith("/") && Match(rest[1..], path))
        {
            return true;
        }

        for (var taken = 0; ; taken++)
        {
            if (Match(rest, path[taken..]))
            {
                return true;
            }

            if (taken == path.Length || (path[taken] == '/' && !folders))
            {
                return false;
            }
        }
    }

    private static bool MatchOne(ref ReadOnlySpan<char> pattern, ref ReadOnlySpan<char> path)
    {
        if (path.IsEmpty)
        {
            return false;
        }

        var next = path[0];
        path = path[1..];
        if (pattern[0] == '[' && pattern[1..].IndexOf(']') is var end and > 0)
        {
            var set = pattern.Slice(1, end);
            pattern = pattern[(end + 2)..];
            return next != '/' && InSet(set, next);
        }

        var escaped = pattern[0] == '\\' && pattern.Length > 1;
        var wanted = pattern[escaped ? 1 : 0];
        pattern = pattern[(escaped ? 2 : 1)..];
        return wanted == '?' && !escaped ? next != '/' : wanted == next;
    }

    private static bool InSet(ReadOnlySpan<char> set, char c)
    {
        var negated = set[0] is '!' or '^' && set.Length > 1;
        set = negated ? set[1..] : set;
        for (var i = 0; i < set.Length; i++)
        {
            var range = i + 2 < set.Length && set[i + 1] == '-';
            if (range ? c >= set[i] && c <= set[i + 2] : c == set[i])
            {
                return !negated;
            }

            i += range ? 2 : 0;
        }

        return negated;
    }
}
