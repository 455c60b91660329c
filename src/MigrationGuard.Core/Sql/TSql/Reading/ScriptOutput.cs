using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Reading;

/// <summary>Collects the steps and directives of one file part and numbers its statements.</summary>
internal sealed class ScriptOutput(SqlSource source)
{
    private readonly LineMap _lines = new(source.Text);
    private readonly List<Step> _steps = [];
    private readonly List<Directive> _directives = [];
    private readonly List<SourceSpan> _waiting = [];
    private long _allowance = 1_000_000 + (4L * source.Text.Length);
    private int _count;
    private int _unread;
    private int _lastUnread = -1;
    private bool _joins;

    /// <summary>Number of the statement that is being read.</summary>
    public int Statement => Math.Max(0, _count - 1);

    public int StepCount => _steps.Count;

    /// <summary>Whether that much text may still be read out of variables and strings: a text that is executed often counts each time.</summary>
    public bool Affords(int length) => (_allowance -= length) >= 0;

    /// <summary>Begins a statement; the first one inside an IF or an executed string counts as part of it.</summary>
    /// <param name="start">Offset in the file.</param>
    public void BeginStatement(int start)
    {
        if (!_joins)
        {
            Settle(start, _count++);
        }

        _joins = false;
    }

    /// <summary>Lets the statement that follows have the number of this one.</summary>
    public void JoinNext() => _joins = true;

    /// <summary>Ends what <see cref="JoinNext"/> began when no statement followed.</summary>
    public void Separate() => _joins = false;

    public void Add(Operation operation, int start, int end, StepPlace place)
    {
        if (operation is UnreadSql && _lastUnread != _count)
        {
            _lastUnread = _count;
            _unread++;
        }

        _steps.Add(new Step(operation, Span(start, end), Statement) { Conditional = place.Conditional, Nested = place.Nested });
    }

    /// <summary>Takes the directive comments that the lexer met.</summary>
    public void Take(List<(int Start, int Length)> comments)
    {
        foreach (var (start, length) in comments)
        {
            _waiting.Add(Span(start, start + length));
        }

        comments.Clear();
    }

    public SqlScript ToScript()
    {
        Settle(int.MaxValue, _count);
        return new SqlScript(_steps, _directives, _count, _unread);
    }

    private void Settle(int before, int statement)
    {
        var settled = 0;
        while (settled < _waiting.Count && _waiting[settled].Start < before)
        {
            _directives.Add(Read(_waiting[settled++], statement));
        }

        _waiting.RemoveRange(0, settled);
    }

    private Directive Read(SourceSpan span, int statement)
    {
        var comment = source.Text.Substring(span.Start, span.Length);
        var words = comment.Substring(comment.IndexOf(":", StringComparison.Ordinal) + 1).Trim();
        var verb = 0;
        while (verb < words.Length && !char.IsWhiteSpace(words[verb]))
        {
            verb++;
        }

        return new Directive(words.Substring(0, verb), words.Substring(verb).Trim(), span, statement);
    }

    private SourceSpan Span(int start, int end)
    {
        var (line, column) = _lines.Locate(start);
        return new SourceSpan(source.Path, start, Math.Max(0, end - start), line, column);
    }
}
