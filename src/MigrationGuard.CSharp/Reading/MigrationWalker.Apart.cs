using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    // Enough for texts and lists that are put together; a parser of titles is not worth its walk.
    private const int MostWorkApart = 3_000;

    private readonly HashSet<SyntaxNode> _heavy = [];
    private int _allowed = MostWork;
    private int _apart;

    /// <summary>Whether a method cannot come to a builder: only what it returns matters.</summary>
    private bool IsApart(Self self, Arguments arguments)
    {
        if (_kept is not null || (self != Self.None && _frame.Instance is null) || (self != Self.None && HoldsMore(_frame.Instance!.Now)))
        {
            return false;
        }

        foreach (var argument in arguments.Items)
        {
            if (HoldsMore(argument.Value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HoldsMore(Value value) => value is FunctionValue || Values.IsBuilder(value) || PartsOf(value).Any(HoldsMore);

    /// <summary>Walks a method as long as that is little work; then what it returns, and what it was given, is not known.</summary>
    private Value Sparingly(MethodDeclarationSyntax method, Arguments arguments, InvocationExpressionSyntax call, Func<Value> walk)
    {
        var allowed = _allowed;
        _allowed = Math.Min(allowed, _work + MostWorkApart);
        _apart++;
        try
        {
            var result = _heavy.Contains(method) ? Unknown(call) : walk();
            if (_work >= _allowed)
            {
                _heavy.Add(method);
            }
            else if (!_heavy.Contains(method))
            {
                return result;
            }
        }
        finally
        {
            _apart--;
            _allowed = allowed;
        }

        Escape(arguments, call);
        return Unknown(call);
    }
}
