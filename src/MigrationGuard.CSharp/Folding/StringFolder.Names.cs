using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Folding;

/// <content>What names stand for.</content>
internal sealed partial class StringFolder
{
    private Folded Name(ExpressionSyntax name)
    {
        if (name is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty", Expression: var type } && type.ToString() is "string" or "String")
        {
            return Folded.Of("", name);
        }

        return Defined(name) ?? sources.Symbol(name) switch
        {
            IFieldSymbol field => Field(name, field),
            IPropertySymbol property => Property(name, property),
            ILocalSymbol local => Local(name, local).ChosenBy(local),
            IParameterSymbol parameter => Parameter(name, parameter),
            null => Folded.Failed(name, $"{Shown(name)} is not declared in these sources"),
            _ => Folded.Failed(name, $"{Shown(name)} is known only at run time"),
        };
    }

    /// <summary>What the user says that the name stands for: its last part, or its last two.</summary>
    private Folded? Defined(ExpressionSyntax name)
    {
        if (sources.Definitions.Count == 0)
        {
            return null;
        }

        var parts = name.ToString().Split('.');
        var last = parts[parts.Length - 1].Trim();
        return sources.Definitions.TryGetValue(last, out var value) || (parts.Length > 1 && sources.Definitions.TryGetValue(parts[parts.Length - 2].Trim() + "." + last, out value))
            ? Folded.Of(value, name)
            : null;
    }

    private Folded Field(ExpressionSyntax name, IFieldSymbol field)
    {
        if ((field.IsConst || field.IsReadOnly) && Initializer(field) is { } initializer)
        {
            return Fold(initializer);
        }

        return field is { IsConst: true, HasConstantValue: true, ConstantValue: { } value }
            ? Folded.Of(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "", name)
            : Folded.Failed(name, field.IsReadOnly ? $"the field {field.Name} is set at run time" : $"the field {field.Name} can change");
    }

    private static ExpressionSyntax? Initializer(IFieldSymbol field) => field.DeclaringSyntaxReferences switch
    {
        [var only] => only.GetSyntax() switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var value } => value,
            EnumMemberDeclarationSyntax => null,
            _ => null,
        },
        _ => null,
    };

    private Folded Property(ExpressionSyntax name, IPropertySymbol property)
    {
        if (property.IsVirtual || property.IsAbstract || property.IsOverride || property.DeclaringSyntaxReferences is not [var only])
        {
            return Folded.Failed(name, $"the property {property.Name} is known only at run time");
        }

        var body = only.GetSyntax() switch
        {
            PropertyDeclarationSyntax { ExpressionBody.Expression: var value } => value,
            PropertyDeclarationSyntax { Initializer.Value: var value } when property.SetMethod is null => value,
            PropertyDeclarationSyntax { AccessorList.Accessors: [{ ExpressionBody.Expression: var value }] } => value,
            PropertyDeclarationSyntax { AccessorList.Accessors: [{ Body.Statements: [ReturnStatementSyntax { Expression: { } value }] }] } => value,
            _ => null,
        };
        return body is null ? Folded.Failed(name, $"the property {property.Name} is known only at run time") : Fold(body);
    }

    /// <summary>The result of a method of the sources.</summary>
    private Folded MethodResult(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        if (_calls >= DeepestCalls || method.IsVirtual || method.IsAbstract || method.IsOverride || method.DeclaringSyntaxReferences is not [var only])
        {
            return Folded.Failed(call, $"{Shown(call)} is known only at run time");
        }

        var bodies = Returned(only.GetSyntax());
        if (bodies.Count == 0 || method.Parameters.Length < call.ArgumentList.Arguments.Count)
        {
            return Folded.Failed(call, $"{Shown(call)} is known only at run time");
        }

        return WithArguments(method, call.ArgumentList.Arguments, () => bodies.Aggregate(Folded.None, (result, body) => Folded.Either(result, Fold(body), call)));
    }

    /// <summary>What a method returns.</summary>
    private static List<ExpressionSyntax> Returned(SyntaxNode method) => method switch
    {
        MethodDeclarationSyntax { ExpressionBody.Expression: var value } => [value],
        LocalFunctionStatementSyntax { ExpressionBody.Expression: var value } => [value],
        MethodDeclarationSyntax { Body: { } body } => Returned(body),
        LocalFunctionStatementSyntax { Body: { } body } => Returned(body),
        _ => [],
    };

    private static List<ExpressionSyntax> Returned(BlockSyntax body)
        => [.. body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ReturnStatementSyntax>().Select(static statement => statement.Expression).OfType<ExpressionSyntax>()];

    private Folded WithArguments(IMethodSymbol method, SeparatedSyntaxList<ArgumentSyntax> arguments, Func<Folded> fold)
    {
        var before = new List<(ISymbol Symbol, Folded? Value)>();
        var values = new List<(ISymbol Symbol, Folded Value)>();
        foreach (var parameter in method.Parameters)
        {
            if (Argument(parameter, arguments) is { } argument && parameter.Type.SpecialType is SpecialType.System_String)
            {
                values.Add((parameter, Fold(argument)));
            }
        }

        foreach (var (symbol, value) in values)
        {
            before.Add((symbol, _environment.TryGetValue(symbol, out var old) ? old : null));
            _environment[symbol] = value;
        }

        _calls++;
        try
        {
            return fold();
        }
        finally
        {
            _calls--;
            foreach (var (symbol, value) in before)
            {
                Restore(symbol, value);
            }
        }
    }

    private void Restore(ISymbol symbol, Folded? value)
    {
        if (value is null)
        {
            _environment.Remove(symbol);
        }
        else
        {
            _environment[symbol] = value;
        }
    }

    private Folded Parameter(ExpressionSyntax name, IParameterSymbol parameter)
    {
        if (_environment.TryGetValue(parameter, out var known))
        {
            return known;
        }

        if (parameter.ContainingSymbol is not IMethodSymbol method || _calls >= DeepestCalls || IsAssigned(parameter, method))
        {
            return Folded.Failed(name, $"the parameter {parameter.Name} is known only at run time");
        }

        _calls++;
        try
        {
            return FromCallers(name, parameter, method);
        }
        finally
        {
            _calls--;
        }
    }

    /// <summary>A method that is given its SQL: every caller's text.</summary>
    private Folded FromCallers(ExpressionSyntax name, IParameterSymbol parameter, IMethodSymbol method)
    {
        var result = Folded.None;
        var callers = 0;
        foreach (var call in sources.Calls(method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name))
        {
            if (!IsCallOf(call, method))
            {
                continue;
            }

            callers++;
            var arguments = call is InvocationExpressionSyntax invocation ? invocation.ArgumentList.Arguments : ((ObjectCreationExpressionSyntax)call).ArgumentList?.Arguments ?? default;
            var folded = Argument(parameter, arguments) is { } argument ? Fold(argument) : Default(name, parameter);
            // Callers are places of their own, not alternatives of one text: their number is not limited.
            result = new Folded([.. result.Texts, .. folded.Texts.Select(text => text.Choose(method, callers))], [.. result.Failures, .. folded.Failures]);
        }

        return callers == 0 ? Folded.Failed(name, $"nobody in these sources calls {method.Name} and gives it {parameter.Name}") : result;
    }

    private static Folded Default(ExpressionSyntax at, IParameterSymbol parameter) => parameter switch
    {
        { HasExplicitDefaultValue: true, ExplicitDefaultValue: string text } => Folded.Of(text, parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() ?? at),
        { HasExplicitDefaultValue: true } => Folded.None,
        _ => Folded.Failed(at, $"the parameter {parameter.Name} is known only at run time"),
    };

    private bool IsCallOf(ExpressionSyntax call, IMethodSymbol method)
    {
        if (sources.Symbol(call) is not IMethodSymbol called)
        {
            return false;
        }

        called = (called.ReducedFrom ?? called).OriginalDefinition;
        return SymbolEqualityComparer.Default.Equals(called, method.OriginalDefinition)
            || (called.ContainingType?.TypeKind == TypeKind.Interface && SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(called), method))
            || SymbolEqualityComparer.Default.Equals(called, method.OverriddenMethod);
    }

    private static ExpressionSyntax? Argument(IParameterSymbol parameter, SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.NameColon?.Name.Identifier.ValueText == parameter.Name)
            {
                return argument.Expression;
            }
        }

        // A call in extension form leaves its first parameter out.
        var extension = parameter.ContainingSymbol is IMethodSymbol { IsExtensionMethod: true } method && arguments.Count < method.Parameters.Length
            && arguments.FirstOrDefault()?.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } && access.Expression.ToString() != method.ContainingType.Name;
        var index = parameter.Ordinal - (extension ? 1 : 0);
        return index >= 0 && index < arguments.Count && arguments[index].NameColon is null ? arguments[index].Expression : null;
    }
}
