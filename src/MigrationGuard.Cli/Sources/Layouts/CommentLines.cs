namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>The lines of a script that are comments, for a foreach: the words behind the dashes and the offset of the line.</summary>
internal ref struct CommentLines(string text)
{
    private int _next;

    /// <summary>The comment at hand.</summary>
    public CommentLine Current { get; private set; }

    /// <summary>This.</summary>
    public readonly CommentLines GetEnumerator() => this;

    /// <summary>Goes to the next comment.</summary>
    public bool MoveNext()
    {
        while (_next < text.Length)
        {
            var start = _next;
            var rest = text.AsSpan(start);
            var length = rest.IndexOf('\n');
            _next = length < 0 ? text.Length : start + length + 1;
            var line = (length < 0 ? rest : rest[..length]).TrimStart(" \t\uFEFF");
            if (line.StartsWith("--"))
            {
                Current = new CommentLine(line[2..].Trim(), start);
                return true;
            }
        }

        return false;
    }
}
