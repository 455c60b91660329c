using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Reading.Declarations;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    /// <summary>The method that a call means, in the type or the nearest base; null when the sources have none that fits.</summary>
    private (MethodDeclarationSyntax Method, TypePart Part)? MethodOf(SourceType type, string name, Arguments arguments, InvocationExpressionSyntax call)
    {
        SourceType? current = type;
        for (var depth = 0; current is not null && depth < DeepestCalls * 2; depth++)
        {
            (MethodDeclarationSyntax, TypePart)? best = null;
            var bestScore = -1;
            foreach (var part in current.Parts)
            {
                foreach (var member in part.Members(name))
                {
                    if (member is MethodDeclarationSyntax method && (method.Body is not null || method.ExpressionBody is not null)
                        && Parameters.Score(method.ParameterList, arguments) is var score && score > bestScore)
                    {
                        (best, bestScore) = ((method, part), score);
                    }
                }
            }

            if (best is not null)
            {
                return best;
            }

            current = _knowledge.BaseOf(current);
        }

        return null;
    }

    private (MethodDeclarationSyntax Method, TypePart Part, ParameterListSyntax Parameters)? Extension(string name, Value receiver, Arguments arguments)
    {
        var found = _knowledge.Extensions(name);
        // A query of something that is not known is one of the runtime library, unless it may be given a builder.
        if (found.Count == 0 || (receiver is UnknownValue { IsBuilder: false } && Library.Lists.Asks(name) && !arguments.Items.Any(static argument => Values.HoldsBuilder(argument.Value))))
        {
            return null;
        }

        var given = new Arguments([new Argument(null, receiver, SyntaxFactory.IdentifierName(name)), .. arguments.Items]);
        ExtensionMethod? best = null;
        var bestScore = -1;
        foreach (var extension in found)
        {
            if (Parameters.Score(extension.Parameters, given) is var score && score > bestScore)
            {
                (best, bestScore) = (extension, score);
            }
        }

        return best is null ? null : (best.Method, best.Part, best.Parameters);
    }

    /// <summary>Walks a method with its parameters bound to the arguments.</summary>
    private Value Inline((MethodDeclarationSyntax Method, TypePart Part) called, InvocationExpressionSyntax call, SimpleNameSyntax name, Arguments arguments, Self self)
        => Inline((called.Method, called.Part, called.Method.ParameterList), call, name, arguments, self);

    private Value Inline((MethodDeclarationSyntax Method, TypePart Part, ParameterListSyntax Parameters) called, InvocationExpressionSyntax call, SimpleNameSyntax name, Arguments arguments, Self self)
    {
        var (method, part, parameters) = called;
        if (_frame.Depth >= DeepestCalls || !_open.Add(method))
        {
            return UnfollowedDeep(call, arguments, self);
        }

        var isStatic = method.Modifiers.Any(SyntaxKind.StaticKeyword);
        var scope = new Scope(null);
        Parameters.Bind(scope, parameters.Parameters, arguments, Evaluate);
        BindTypes(scope, method.TypeParameterList, name);
        var frame = new Frame(part, isStatic ? null : self == Self.None ? null : self == Self.Migration ? _migration.Type : _frame.Self, _frame)
        {
            Method = method,
            Instance = isStatic || self != Self.Same ? null : _frame.Instance,
        };
        try
        {
            return IsApart(self, arguments)
                ? Sparingly(method, arguments, call, () => Run(frame, scope, method.Body, method.ExpressionBody, call))
                : Run(frame, scope, method.Body, method.ExpressionBody, call);
        }
        finally
        {
            _open.Remove(method);
        }
    }

    private Value Run(Frame frame, Scope scope, BlockSyntax? body, ArrowExpressionClauseSyntax? arrow, SyntaxNode at)
    {
        var (outerFrame, outerScope, outerBound, conditions, site) = (_frame, _scope, _bound, _conditions, _site);
        (_frame, _scope, _bound) = (frame, scope, null);
        frame.Conditions = _conditions;
        // The walk may begin in a base class of another file and come to the migration's own method here.
        if (_site?.SyntaxTree != _migration.Main.Tree && ((SyntaxNode?)body ?? arrow)?.SyntaxTree == _migration.Main.Tree)
        {
            _site = null;
        }

        try
        {
            Enter((SyntaxNode?)body ?? arrow);
            Body(body, arrow);
            return frame.Result ?? new UnknownValue("it returns nothing", at);
        }
        finally
        {
            (_frame, _scope, _bound, _conditions, _site) = (outerFrame, outerScope, outerBound, conditions, site);
        }
    }

    private UnknownValue UnfollowedDeep(InvocationExpressionSyntax call, Arguments arguments, Self self)
    {
        const string Reason = "it calls itself, or is called too deeply to be followed";
        var builder = IsMigration && self != Self.None && _apart == 0;
        foreach (var argument in arguments.Items)
        {
            builder |= Values.HoldsBuilder(argument.Value);
        }

        if (builder)
        {
            Fault(call, Reason);
        }

        return new UnknownValue(Reason, call) { IsBuilder = builder };
    }

    private void BindTypes(Scope scope, TypeParameterListSyntax? parameters, SimpleNameSyntax name)
    {
        for (var i = 0; i < (parameters?.Parameters.Count ?? 0); i++)
        {
            if (name is GenericNameSyntax generic && i < generic.TypeArgumentList.Arguments.Count)
            {
                scope.Declare(parameters!.Parameters[i].Identifier.ValueText, TypeOf(generic.TypeArgumentList.Arguments[i]));
            }
        }
    }

    private Value Invoke(FunctionValue function, Arguments arguments, SyntaxNode call)
    {
        if (_frame.Depth >= DeepestCalls * 2 || !_open.Add(function.Function))
        {
            Fault(call, "it calls itself, or is called too deeply to be followed");
            return new UnknownValue("it calls itself", call) { IsBuilder = true };
        }

        _trail.Functions.Add(function.Function);
        var scope = new Scope(function.Scope);
        var (parameters, body, expression) = PartsOf(function.Function);
        Parameters.Bind(scope, parameters, arguments, Evaluate);

        var frame = new Frame(function.Part ?? _frame.Part, function.Self, _frame) { Method = function.Function, Instance = function.Instance };
        try
        {
            return expression is null ? Run(frame, scope, body, null, call) : RunExpression(frame, scope, expression);
        }
        finally
        {
            _open.Remove(function.Function);
        }
    }

    private FunctionValue Function(SyntaxNode function) => new(function, _scope) { Walker = this, Part = _frame.Part, Self = _frame.Self, Instance = _frame.Instance };

    /// <summary>A method that is named and not called; of several the first that has a body.</summary>
    private FunctionValue? Function(NameValue name)
    {
        foreach (var part in name.MethodsOf?.Parts ?? [])
        {
            foreach (var member in part.Members(name.Name))
            {
                if (member is MethodDeclarationSyntax method && (method.Body is not null || method.ExpressionBody is not null))
                {
                    var self = method.Modifiers.Any(SyntaxKind.StaticKeyword) ? null : _frame.Self;
                    return new FunctionValue(method, new Scope(null)) { Walker = this, Part = part, Self = self, Instance = self is null ? null : _frame.Instance };
                }
            }
        }

        return null;
    }

    private static (IReadOnlyList<ParameterSyntax> Parameters, BlockSyntax? Body, ExpressionSyntax? Expression) PartsOf(SyntaxNode function) => function switch
    {
        SimpleLambdaExpressionSyntax simple => ([simple.Parameter], simple.Block, simple.ExpressionBody),
        ParenthesizedLambdaExpressionSyntax lambda => (lambda.ParameterList.Parameters, lambda.Block, lambda.ExpressionBody),
        AnonymousMethodExpressionSyntax method => ((IReadOnlyList<ParameterSyntax>?)method.ParameterList?.Parameters ?? [], method.Block, null),
        MethodDeclarationSyntax method => (method.ParameterList.Parameters, method.Body, method.ExpressionBody?.Expression),
        LocalFunctionStatementSyntax local => (local.ParameterList.Parameters, local.Body, local.ExpressionBody?.Expression),
        _ => ([], null, null),
    };

    private Value RunExpression(Frame frame, Scope scope, ExpressionSyntax expression)
    {
        var (outerFrame, outerScope, outerBound) = (_frame, _scope, _bound);
        (_frame, _scope, _bound) = (frame, scope, null);
        try
        {
            Enter(expression);
            return Evaluate(expression);
        }
        finally
        {
            (_frame, _scope, _bound) = (outerFrame, outerScope, outerBound);
        }
    }
}
