namespace MigrationGuard.Gate.Replays.Comparing;

/// <summary>Fields of JSON: <c>$.a.b</c>, <c>$.items[*].id</c>, <c>$.*.id</c> for any name, <c>$..id</c> at any depth.</summary>
public sealed class FieldPattern
{
    private const string Deep = "..";

    private const string Any = "*";

    private readonly IReadOnlyList<string> _parts;

    private FieldPattern(IReadOnlyList<string> parts) => _parts = parts;

    /// <summary>Reads a pattern; null for a text that is none.</summary>
    public static FieldPattern? Read(string text)
    {
        var parts = new List<string>();
        for (var at = 1; at < text.Length;)
        {
            var rest = text.AsSpan(at);
            if (rest.StartsWith(FieldPath.Items))
            {
                parts.Add(FieldPath.Items);
                at += FieldPath.Items.Length;
                continue;
            }

            var dots = rest.StartsWith(Deep) ? 2 : 1;
            var length = rest[dots..].IndexOfAny('.', '[') is var end && end < 0 ? rest.Length - dots : end;
            if (rest[0] != '.' || length == 0)
            {
                return null;
            }

            parts.AddRange(dots == 2 ? [Deep] : []);
            parts.Add(rest.Slice(dots, length).ToString());
            at += dots + length;
        }

        return text.Length > 1 && text[0] == '$' ? new(parts) : null;
    }

    /// <summary>Whether the field or something that it is a part of is meant.</summary>
    internal bool Covers(IReadOnlyList<string> path) => Covers(path, 0, 0);

    private bool Covers(IReadOnlyList<string> path, int at, int part)
    {
        if (part == _parts.Count)
        {
            return true;
        }

        if (_parts[part] == Deep)
        {
            return Enumerable.Range(at, path.Count - at).Any(start => Covers(path, start, part + 1));
        }

        return at < path.Count && (string.Equals(_parts[part], path[at], StringComparison.Ordinal) || (_parts[part] == Any && path[at] != FieldPath.Items)) && Covers(path, at + 1, part + 1);
    }
}
