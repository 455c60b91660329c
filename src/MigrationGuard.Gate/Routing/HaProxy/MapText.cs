namespace MigrationGuard.Gate.Routing.HaProxy;

/// <summary>The text of a map file, of which one key is ours and every other byte stays.</summary>
/// <remarks>https://docs.haproxy.org/2.6/configuration.html#7.3.1-map: a key, blanks, the value to the end of the line; # begins a comment.</remarks>
internal static class MapText
{
    /// <summary>The values of a key, in the order of the file.</summary>
    public static IEnumerable<string> Values(string text, string key) => Lines(text).Where(line => IsOf(text, line, key)).Select(line => text[ValueOf(text, line)]);

    /// <summary>The text with another value of the key, wherever it stands; a line is added when it stands nowhere.</summary>
    public static string With(string text, string key, string value)
    {
        var changed = new System.Text.StringBuilder();
        var copied = 0;
        var found = false;
        foreach (var line in Lines(text).Where(line => IsOf(text, line, key)))
        {
            var range = ValueOf(text, line);
            changed.Append(text, copied, range.Start.Value - copied).Append(range.Start.Value == range.End.Value ? " " : "").Append(value);
            copied = range.End.Value;
            found = true;
        }

        changed.Append(text, copied, text.Length - copied);
        return found ? changed.ToString() : $"{changed}{(text.Length == 0 || text.EndsWith('\n') ? "" : "\n")}{key} {value}\n";
    }

    private static IEnumerable<Range> Lines(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var found ? found : text.Length;
            yield return start..end;
            start = end + 1;
        }
    }

    private static bool IsOf(string text, Range line, string key)
    {
        var words = text.AsSpan(line).TrimStart(" \t");
        return !text.AsSpan(line).StartsWith('#') && words.StartsWith(key, StringComparison.Ordinal) && (words.Length == key.Length || words[key.Length] is ' ' or '\t' or '\r');
    }

    private static Range ValueOf(string text, Range line)
    {
        var start = line.Start.Value;
        var end = line.End.Value;
        while (end > start && text[end - 1] is ' ' or '\t' or '\r')
        {
            end--;
        }

        start = SkipBlanks(text, start, end);
        while (start < end && text[start] is not (' ' or '\t'))
        {
            start++;
        }

        return SkipBlanks(text, start, end)..end;
    }

    private static int SkipBlanks(string text, int start, int end)
    {
        while (start < end && text[start] is ' ' or '\t')
        {
            start++;
        }

        return start;
    }
}
