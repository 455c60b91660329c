using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    /// <summary>Statements one after the other; behind one that may leave, the rest is conditional.</summary>
    private Outcome Run(SyntaxList<StatementSyntax> statements)
    {
        var conditions = _conditions;
        var (mayReturn, mayBreak) = (false, false);
        foreach (var function in statements)
        {
            if (function is LocalFunctionStatementSyntax local)
            {
                _scope.Declare(local.Identifier.ValueText, Function(local));
            }
        }

        foreach (var statement in statements)
        {
            var outcome = Run(statement);
            (mayReturn, mayBreak) = (mayReturn || outcome.MayReturn, mayBreak || outcome.MayBreak);
            if (outcome.Leaves)
            {
                _conditions = conditions;
                SkipBehind(statements, statement);
                return new Outcome(Leaves: true, mayReturn, mayBreak);
            }

            _conditions += outcome.MayLeave ? 1 : 0;
        }

        _conditions = conditions;
        return new Outcome(Leaves: false, mayReturn, mayBreak);
    }

    // Behind a statement that leaves nothing runs, unless a goto leads there.
    private void SkipBehind(SyntaxList<StatementSyntax> statements, StatementSyntax last)
    {
        for (var i = statements.IndexOf(last) + 1; i < statements.Count && statements[i] is not LabeledStatementSyntax; i++)
        {
            _trail.Skip(statements[i]);
        }
    }

    private Outcome Run(StatementSyntax? statement)
    {
        if (statement is null || !Spend(statement))
        {
            return Outcome.Next;
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var outer = _site;
        _site = _frame.Caller is null ? null : _site;
        var outcome = RunKind(statement);
        _site = outer;
        return outcome;
    }

    private Outcome RunKind(StatementSyntax statement)
    {
        switch (statement)
        {
            case ExpressionStatementSyntax { Expression: var expression }:
                Evaluate(expression);
                return Outcome.Next;
            case LocalDeclarationStatementSyntax { Declaration: var declaration } local:
                Declare(declaration);
                if (!local.UsingKeyword.IsKind(SyntaxKind.None))
                {
                    Dispose(declaration);
                }

                return Outcome.Next;
            case ReturnStatementSyntax { Expression: var returned }:
                if (returned is not null)
                {
                    _frame.Return(Evaluate(returned), _conditions > _frame.Conditions);
                }

                return Outcome.Return;
            case ThrowStatementSyntax:
                return Outcome.Throw;
            case BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax { RawKind: not (int)SyntaxKind.GotoStatement }:
                return Outcome.Break;
            case YieldStatementSyntax { Expression: null }:
                return Outcome.Return;
            case GotoStatementSyntax:
                // Where it leads to stands anywhere in the method: what follows may run.
                return new Outcome(Leaves: false, MayReturn: true, MayBreak: false);
            case YieldStatementSyntax { Expression: { } item }:
                Evaluate(item);
                return Outcome.Next;
            default:
                return RunNested(statement);
        }
    }

    private Outcome RunNested(StatementSyntax statement) => statement switch
    {
        BlockSyntax block => Within(() => Run(block.Statements)),
        IfStatementSyntax choice => If(choice),
        SwitchStatementSyntax choice => Switch(choice),
        CommonForEachStatementSyntax loop => ForEach(loop),
        ForStatementSyntax loop => For(loop),
        WhileStatementSyntax loop => While(loop),
        DoStatementSyntax loop => Do(loop),
        TryStatementSyntax attempt => Try(attempt),
        UsingStatementSyntax held => Using(held),
        LockStatementSyntax { Statement: var body } => Run(body),
        CheckedStatementSyntax { Block: var body } => Run(body),
        UnsafeStatementSyntax { Block: var body } => Run(body),
        FixedStatementSyntax { Statement: var body } => Run(body),
        LabeledStatementSyntax labeled => Labeled(labeled),
        _ => Outcome.Next,
    };

    private Outcome Using(UsingStatementSyntax held) => Within(() =>
    {
        if (held.Declaration is not null)
        {
            Declare(held.Declaration);
            Dispose(held.Declaration);
        }
        else if (held.Expression is not null)
        {
            Dispose(Evaluate(held.Expression), held.Expression);
        }

        return Run(held.Statement);
    });

    private void Dispose(VariableDeclarationSyntax declaration)
    {
        foreach (var variable in declaration.Variables)
        {
            if (variable.Initializer is { Value: var initial } && _scope.Find(variable.Identifier.ValueText) is { } held)
            {
                Dispose(held, initial);
            }
        }
    }

    // What is disposed of at the end of a scope stands nowhere as a call.
    private void Dispose(Value value, ExpressionSyntax at)
    {
        if (value is RowValue row && Values.HoldsBuilder(row) && TypeOf(row) is { } type
            && type.Members("Dispose").Concat(type.Members("DisposeAsync")).Any(static member => member is MethodDeclarationSyntax { Body.Statements.Count: > 0 } or MethodDeclarationSyntax { ExpressionBody: not null }))
        {
            Fault(at, "what it does when it is disposed of cannot be followed");
        }
    }

    private void Declare(VariableDeclarationSyntax declaration)
    {
        foreach (var variable in declaration.Variables)
        {
            var value = variable.Initializer is { Value: var initial } ? Evaluate(initial) : new UnknownValue($"{variable.Identifier.ValueText} has no value here", variable);
            Declare(variable.Identifier.ValueText, variable.Initializer is not null && value is UnknownValue or MemberValue or CallValue ? OfType(value, declaration.Type) : value);
        }
    }

    private Outcome Try(TryStatementSyntax attempt)
    {
        var place = _journal.Here;
        var outcome = Run(attempt.Block);
        var goesOn = false;
        foreach (var handler in attempt.Catches)
        {
            Branch(() =>
            {
                Unsettle(place, handler);
                var handled = Handled(handler);
                goesOn |= !handled.Leaves;
                return handled;
            });
        }

        if (goesOn)
        {
            Unsettle(place, attempt);
        }

        var last = Run(attempt.Finally?.Block);
        return last.Leaves ? last : outcome with { Leaves = outcome.Leaves && attempt.Catches.Count == 0, MayReturn = outcome.MayReturn || last.MayReturn };
    }

    private Outcome Handled(CatchClauseSyntax handler)
    {
        if (handler.Declaration is { Identifier.ValueText: { Length: > 0 } name } declared)
        {
            _scope.Declare(name, new UnknownValue($"{name} is known only at run time", declared));
        }

        if (handler.Filter is { FilterExpression: var filter })
        {
            Evaluate(filter);
        }

        return Run(handler.Block);
    }

    // It is come to from several places, before and behind.
    private Outcome Labeled(LabeledStatementSyntax labeled)
    {
        SyntaxNode body = labeled;
        while (body.Parent is StatementSyntax or SwitchSectionSyntax)
        {
            body = body.Parent;
        }

        if (body is StatementSyntax all)
        {
            Forget(labeled, all, default);
        }

        _conditions++;
        var outcome = Repeatedly(labeled, () => Run(labeled.Statement));
        _conditions--;
        return outcome with { Leaves = false, MayReturn = true };
    }

    /// <summary>Runs with a scope of its own.</summary>
    private T Within<T>(Func<T> run)
    {
        var outer = _scope;
        _scope = new Scope(outer);
        try
        {
            return run();
        }
        finally
        {
            _scope = outer;
        }
    }
}
