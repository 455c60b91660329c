using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Collects the steps of one migration in one dialect.</summary>
/// <param name="dialect">The dialect.</param>
/// <param name="files">Finds scripts that a migration names.</param>
internal sealed class MigrationScript(SqlDialect dialect, IScriptFiles files)
{
    private const int LongestText = 200;

    private readonly List<Step> _steps = [];
    private readonly List<Directive> _directives = [];
    private readonly List<(MigrationCall Call, int Statement)> _begun = [];
    private MigrationCall? _call;
    private bool _isRead;

    /// <summary>The dialect that is written.</summary>
    public SqlDialect Dialect => dialect;

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>The instructions in comments of SQL.</summary>
    public IReadOnlyList<Directive> Directives => _directives;

    /// <summary>Number of statements so far.</summary>
    public int Statements { get; private set; }

    /// <summary>Number of calls that were read, and of those that were not.</summary>
    public (int Read, int Unread) Calls { get; private set; }

    /// <summary>Whether what is added from now on is run outside of the runner's transaction.</summary>
    public bool OutsideTransaction { get; set; }

    /// <summary>The file that holds the migration: every place is one in it. What stands elsewhere is placed where the migration calls it.</summary>
    public SyntaxTree? Home { get; init; }

    /// <summary>How the migration must be wrapped because of one of its calls; null when none says.</summary>
    public TransactionMode? Transaction { get; set; }

    /// <summary>Everything that is added from now on belongs to this call.</summary>
    public void Begin(MigrationCall call)
    {
        (_call, _isRead) = (call, true);
        _begun.Add((call, Statements));
        Calls = (Calls.Read + 1, Calls.Unread);
    }

    /// <summary>What the call that was begun does from now on happens only under a condition that is not known.</summary>
    public void Doubt() => _call = _call is null ? null : _call with { Conditional = true };

    /// <summary>Adds what the call that was begun does in a function: each part under its own conditions.</summary>
    public void Within(MigrationCall part, Action add)
    {
        var outer = _call;
        _call = outer is null ? part : outer with { Conditional = outer.Conditional || part.Conditional, InLoop = outer.InLoop || part.InLoop };
        add();
        _call = outer;
    }

    /// <summary>The calls, each with the number of its first statement.</summary>
    public IReadOnlyList<(MigrationCall Call, int Statement)> Begun => _begun;

    /// <summary>Adds one statement; several operations run under the same locks.</summary>
    public void Add(SyntaxTree tree, TextSpan span, params Operation[] operations)
    {
        foreach (var operation in operations)
        {
            _steps.Add(StepOf(operation, Place(tree, span)));
        }

        Statements++;
    }

    /// <summary>Adds one statement at a link of the chain.</summary>
    public void Add(Link at, params Operation[] operations) => Add(at.Node.SyntaxTree, at.Span, operations);

    /// <summary>Says that something was not understood.</summary>
    public void Unread(SyntaxNode at, string reason)
    {
        var text = at.ToString();
        _steps.Add(StepOf(new UnreadSql(text.Length <= LongestText ? text : text.Substring(0, LongestText), reason), Place(at.SyntaxTree, at.Span)));
        Statements++;
        Missed();
    }

    /// <summary>Adds the statements that a framework generates for a link, each operation as <paramref name="change"/> makes it. All of them stand at the link.</summary>
    public void AddGenerated(Link at, string sql, Func<Operation, Operation> change)
    {
        var span = Place(at.Node.SyntaxTree, at.Span);
        var read = Sqls.Reader(dialect).Read(new SqlSource(span.Path, sql));
        var holds = ObjectName.HoldsPlaceholder(sql);
        foreach (var step in read.Steps)
        {
            var operation = change(step.Operation);
            _steps.Add(step with { Operation = operation, Span = span, Statement = Statements + step.Statement, Conditional = step.Conditional || _call?.Conditional == true, HasPlaceholders = step.HasPlaceholders || holds, OutsideTransaction = OutsideTransaction });
        }

        Statements += read.StatementCount;
    }

    /// <summary>Says that a link was not understood.</summary>
    public void Unread(Link at, string reason)
    {
        var text = at.Node.SyntaxTree.GetText().ToString(at.Span);
        _steps.Add(StepOf(new UnreadSql(text.Length <= LongestText ? text : text.Substring(0, LongestText), reason), Place(at.Node.SyntaxTree, at.Span)));
        Statements++;
        Missed();
    }

    /// <summary>Adds the statements of a string; the places of the steps are places in the source.</summary>
    public void AddSql(MappedText sql, SyntaxTree tree)
    {
        var read = Sqls.Reader(dialect).Read(new SqlSource(tree.FilePath, sql.Text));
        foreach (var step in read.Steps)
        {
            var placed = step with { Span = Place(sql, step.Span), Statement = Statements + step.Statement, HasPlaceholders = step.HasPlaceholders || sql.HasPlaceholders, OutsideTransaction = OutsideTransaction };
            _steps.Add(_call?.Conditional == true ? placed with { Conditional = true } : placed);
        }

        _directives.AddRange(read.Directives.Select(directive => directive with { Span = Place(sql, directive.Span), NextStatement = Statements + directive.NextStatement }));
        Statements += read.StatementCount;
    }

    /// <summary>Adds the statements of a file that the migration names; null-safe: a file that is not there is unread.</summary>
    public void AddFile(string name, SyntaxNode at, IFileText? sent = null)
    {
        if (files.Find(name) is not { } file)
        {
            Unread(at, $"the script {name} is not among the files that were given");
            return;
        }

        var text = sent?.Change(file) ?? file;
        var read = Sqls.Reader(dialect).Read(text);
        var holds = sent is not null && ObjectName.HoldsPlaceholder(text.Text);
        foreach (var step in read.Steps)
        {
            _steps.Add(step with { Span = sent?.Place(step.Span) ?? step.Span, HasPlaceholders = step.HasPlaceholders || holds, Statement = Statements + step.Statement, Conditional = step.Conditional || _call?.Conditional == true, OutsideTransaction = OutsideTransaction });
        }

        _directives.AddRange(read.Directives.Select(directive => directive with { Span = sent?.Place(directive.Span) ?? directive.Span, NextStatement = Statements + directive.NextStatement }));
        Statements += read.StatementCount;
    }

    // A call of which anything was not understood counts as unread, once.
    private void Missed()
    {
        Calls = _call is null ? (Calls.Read, Calls.Unread + 1) : _isRead ? (Calls.Read - 1, Calls.Unread + 1) : Calls;
        _isRead = false;
    }

    private Step StepOf(Operation operation, SourceSpan span) => new(operation, span, Statements)
    {
        Conditional = _call?.Conditional == true,
        HasPlaceholders = operation.Table is { IsPlaceholder: true },
        OutsideTransaction = OutsideTransaction,
    };

    private SourceSpan Place(SyntaxTree tree, TextSpan span)
        => Home is not null && tree != Home && _call?.Site is { } site ? Span(site.SyntaxTree, site.Span) : Span(tree, span);

    private SourceSpan Place(MappedText sql, SourceSpan span)
    {
        var (tree, place) = SqlPlaces.Of(sql, span);
        return tree is null ? span : Place(tree, place);
    }

    /// <summary>A place in a file.</summary>
    public static SourceSpan Span(SyntaxTree tree, TextSpan span)
    {
        var start = tree.GetText().Lines.GetLinePosition(span.Start);
        return new SourceSpan(tree.FilePath, span.Start, span.Length, start.Line + 1, start.Character + 1);
    }
}
