using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Collects what is read from a file, nested code included.</summary>
/// <param name="path">The file.</param>
/// <param name="text">Its whole text.</param>
internal sealed class ScriptOutput(string path, string text)
{
    private const int LongestUnreadText = 200;
    private readonly LineMap _lines = new(text);
    private readonly List<Directive> _directives = [];
    private int _statements;
    private int _unread;
    private bool _currentIsUnread;

    /// <summary>The steps so far.</summary>
    public List<Step> Steps { get; } = [];

    /// <summary>Names seen before in the file.</summary>
    public NamePool Names { get; } = NamePool.OfThread;

    /// <summary>Number of the statement that is read.</summary>
    public int Number { get; private set; } = -1;

    /// <summary>Number that the next statement will have.</summary>
    public int NextNumber => Number + 1;

    /// <summary>Begins a statement; <paramref name="counts"/> is 0 for client commands.</summary>
    public void Begin(int counts)
    {
        Number++;
        _statements += counts;
        _currentIsUnread = false;
    }

    public void Add(Operation operation, int start, int end, OffsetMap? map, Nesting nesting)
        => Steps.Add(new Step(operation, Span(start, end, map), Number) { Nested = nesting.Depth > 0, Conditional = nesting.Conditional, HasPlaceholders = nesting.HasPlaceholders });

    /// <summary>Notes a part of the current statement that was not understood.</summary>
    public void AddUnread(string unread, string reason, SourceSpan span, Nesting nesting)
    {
        if (!_currentIsUnread)
        {
            _currentIsUnread = true;
            _unread++;
        }

        var operation = new UnreadSql(unread.Length <= LongestUnreadText ? unread : unread.Substring(0, LongestUnreadText), reason);
        Steps.Add(new Step(operation, span, Number) { Nested = nesting.Depth > 0, Conditional = nesting.Conditional });
    }

    public void AddDirective(string comment, SourceSpan span, int next)
    {
        var content = comment.Substring(comment.IndexOf(':') + 1).Trim();
        var space = 0;
        while (space < content.Length && !char.IsWhiteSpace(content[space]))
        {
            space++;
        }

        _directives.Add(new Directive(content.Substring(0, space), content.Substring(space).Trim(), span, next));
    }

    public SourceSpan Span(int start, int end, OffsetMap? map)
    {
        if (map is not null)
        {
            (start, end) = (map.Locate(start), end > start ? map.Locate(end - 1) + 1 : map.Locate(end));

            // The end of a placeholder may lie behind that of the expression it stands for.
            (start, end) = (Math.Min(start, text.Length), Math.Min(end, text.Length));
        }

        var (line, column) = _lines.Locate(start);
        return new SourceSpan(path, start, Math.Max(0, end - start), line, column);
    }

    public int Line(int offset, OffsetMap? map) => _lines.Locate(map?.Locate(offset) ?? offset).Line;

    public SqlScript ToScript() => new(Steps, _directives, _statements, _unread);
}
