using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Reading.Declarations;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Goes through what a migration does, statement by statement, and collects the calls it makes; nothing is run.</summary>
internal sealed partial class MigrationWalker : IFunctionWalker
{
    private const int DeepestCalls = 8;
    private const int DeepestNesting = 150;
    private const int MostCalls = 10_000;
    private const int MostWork = 100_000;

    private readonly Knowledge _knowledge;
    private readonly MigrationClass _migration;
    private readonly SqlDialect _dialect;
    private Trail _trail = new();
    private List<MigrationCall> _calls = [];
    private Frame _frame;
    private Scope _scope = new(null);
    private SyntaxNode? _site;
    private Value? _bound;
    private Link? _database;
    private int _conditions;
    private int _loops;
    private int _nesting;
    private int _work;
    private SyntaxNode? _exhausted;

    public MigrationWalker(Knowledge knowledge, MigrationClass migration, SqlDialect dialect)
    {
        (_knowledge, _migration, _dialect) = (knowledge, migration, dialect);
        _frame = new Frame(migration.Main, migration.Type, null);
    }

    /// <summary>The calls of a migration, in the order in which they run.</summary>
    public IReadOnlyList<MigrationCall> Walk(EntryPoint entry)
    {
        _calls = [];
        _scope = new Scope(null);
        _frame = new Frame(entry.Part, _migration.Type, null);
        (_trail, _kept) = (new Trail(), null);
        foreach (var parameter in entry.Method.ParameterList.Parameters)
        {
            _scope.Declare(parameter.Identifier.ValueText, new RootValue(RootKind.Builder, parameter));
        }

        Enter((SyntaxNode?)entry.Method.Body ?? entry.Method.ExpressionBody);
        Body(entry.Method.Body, entry.Method.ExpressionBody);
        if (_exhausted is not null || _calls.Count >= MostCalls)
        {
            var at = _exhausted ?? entry.Method;
            _calls.Add(new MigrationCall(new Chain("", [new Link("?", Reading.Arguments.None, at) { Span = at.Span }], at)) { Fault = "the migration does too much to be followed", Site = entry.Method });
            return _calls;
        }

        if (_migration.Framework == MigrationFramework.FluentMigrator && _migration.Type.Members($"Get{entry.Method.Identifier.ValueText}Expressions").FirstOrDefault() is { } own)
        {
            Fault(own, "the migration makes its expressions itself, what it does cannot be read");
        }

        foreach (var (at, body) in new Overlooked(_trail, _knowledge, Roots).Find())
        {
            _site = body.Site;
            Fault(at, "it stands where it cannot be followed, what it does cannot be read");
        }

        return _calls;
    }

    /// <summary>Says that the walk goes into a body, with what its parameters hold.</summary>
    private void Enter(SyntaxNode? body)
    {
        if (body is null)
        {
            return;
        }

        var walked = _trail.Enter(body, _frame.Part, _site);
        walked.IsMigration |= IsMigration;
        _frame.Walked = walked;
        foreach (var name in _scope.Names.ToArray())
        {
            if (_scope.Find(name) is UnknownValue { At: ParameterSyntax { Type: { } type } } unknown)
            {
                _scope.Declare(name, OfType(unknown, type));
            }

            if (Values.IsBuilder(_scope.Find(name)!))
            {
                walked.Holds(name);
            }
        }
    }

    /// <summary>Declares a name in the body that is walked.</summary>
    private void Declare(string name, Value value)
    {
        _scope.Declare(name, value);
        if (Values.IsBuilder(value))
        {
            _frame.Walked?.Holds(name);
        }
    }

    /// <inheritdoc />
    public FunctionBody Open(FunctionValue function) => Open(function, RootKind.Builder);

    private void Body(BlockSyntax? block, ArrowExpressionClauseSyntax? arrow)
    {
        if (block is not null)
        {
            Run(block.Statements);
        }
        else if (arrow is not null)
        {
            _frame.Return(Evaluate(arrow.Expression), conditional: false);
        }
    }

    /// <summary>A call that the migration makes, at the place the walk stands at.</summary>
    private void Record(Chain chain, string? fault)
    {
        if (_calls.Count < MostCalls)
        {
            _calls.Add(new MigrationCall(chain) { Conditional = _conditions > 0, InLoop = _loops > 0, Fault = fault, Site = _site ?? chain.Node });
        }
    }

    /// <summary>Something that may change the schema and cannot be followed.</summary>
    private void Fault(SyntaxNode at, string reason)
        => Record(new Chain("", [new Link("?", Reading.Arguments.None, at) { Span = at.Span }], at), reason);

    /// <summary>Whether there is work left to spend: whatever the source, the walk ends.</summary>
    private bool Spend(SyntaxNode at)
    {
        _exhausted ??= ++_work < MostWork ? null : at;
        return _exhausted is null && _work < _allowed;
    }

    /// <summary>A method that is being walked.</summary>
    private sealed class Frame(TypePart part, SourceType? self, Frame? caller)
    {
        private bool _several;

        /// <summary>The declaration that holds the method.</summary>
        public TypePart Part => part;

        /// <summary>The class of <c>this</c>; null in a static method.</summary>
        public SourceType? Self => self;

        /// <summary>Number of methods around it.</summary>
        public int Depth { get; } = caller is null ? 0 : caller.Depth + 1;

        /// <summary>Who called.</summary>
        public Frame? Caller => caller;

        /// <summary>The method.</summary>
        public SyntaxNode? Method { get; init; }

        /// <summary>The object, when it is not the migration.</summary>
        public RowValue? Instance { get; init; }

        /// <summary>Its body; null outside of methods.</summary>
        public WalkedBody? Walked { get; set; }

        /// <summary>Number of unknown conditions under which it is called.</summary>
        public int Conditions { get; set; }

        /// <summary>What it returns, as far as that can be told.</summary>
        public Value? Result { get; private set; }

        /// <summary>Says what is returned at one place.</summary>
        public void Return(Value value, bool conditional)
        {
            if (_several || (Result is not null && !Values.Same(Result, value)) || (conditional && value is ChainValue))
            {
                _several = true;
                Result = new UnknownValue("what is returned depends on the run", value.At) { IsBuilder = value is ChainValue or RootValue || Result is ChainValue or RootValue or UnknownValue { IsBuilder: true } };
                return;
            }

            Result = value;
        }
    }
}
