using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Folding;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Brings arguments to parameters.</summary>
internal static class Parameters
{
    /// <summary>How well arguments fit; -1 when they do not.</summary>
    public static int Score(ParameterListSyntax list, Arguments arguments)
    {
        var parameters = list.Parameters;
        var open = parameters.Count > 0 && parameters[parameters.Count - 1].Modifiers.Any(SyntaxKind.ParamsKeyword);
        if (arguments.Count > parameters.Count && !open)
        {
            return -1;
        }

        var score = arguments.Count == parameters.Count ? 1 : 0;
        for (var i = 0; i < parameters.Count; i++)
        {
            var given = Given(parameters[i], i, arguments);
            if (given is null && parameters[i].Default is null && !(open && i == parameters.Count - 1))
            {
                return -1;
            }

            var fit = given is null || (open && i == parameters.Count - 1) ? 0 : Fit(given, parameters[i].Type);
            if (fit < 0)
            {
                return -1;
            }

            score += fit;
        }

        foreach (var argument in arguments.Items)
        {
            if (argument.Name is { } name && !parameters.Any(parameter => parameter.Identifier.ValueText == name))
            {
                return -1;
            }
        }

        return score;
    }

    /// <summary>Whether there is a parameter for every argument and the other way round.</summary>
    public static bool Fits(IReadOnlyList<ParameterSyntax> parameters, Arguments arguments) => parameters.Count == arguments.Count;

    /// <summary>Declares the parameters with the values they are given.</summary>
    public static void Bind(Scope scope, IReadOnlyList<ParameterSyntax> parameters, Arguments arguments, Func<ExpressionSyntax, Value> byDefault)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = parameters[i];
            var value = parameter.Modifiers.Any(SyntaxKind.ParamsKeyword) ? Rest(parameter, i, arguments) : Given(parameter, i, arguments);
            scope.Declare(
                parameter.Identifier.ValueText,
                value ?? (parameter.Default is { Value: var otherwise } ? byDefault(otherwise) : new UnknownValue($"{parameter.Identifier.ValueText} is known only at run time", parameter)));
        }
    }

    private static Value? Given(ParameterSyntax parameter, int position, Arguments arguments) => arguments.Of(parameter.Identifier.ValueText, position);

    private static Value Rest(ParameterSyntax parameter, int position, Arguments arguments)
    {
        var items = new List<Value>();
        foreach (var argument in arguments.Items)
        {
            if (argument.Name == parameter.Identifier.ValueText)
            {
                return argument.Value;
            }
        }

        for (var i = position; i < arguments.Count; i++)
        {
            items.Add(arguments.Items[i].Value);
        }

        return items is [ListValue only] ? only : new ListValue(items, parameter);
    }

    private static int Fit(Value value, TypeSyntax? type)
    {
        var name = type is NullableTypeSyntax { ElementType: var inner } ? Name(inner) : type is null ? "" : Name(type);
        return value switch
        {
            TextValue => name switch { "string" or "String" => 2, "object" => 1, "int" or "bool" or "long" or "IEnumerable" or "Action" or "Func" => -1, _ => IsBuilder(name) ? -1 : 0 },
            ConstantValue { Constant: int } => name switch { "int" => 2, "long" or "decimal" or "double" or "short" or "byte" or "object" => 1, "string" or "bool" or "Action" or "Func" => -1, _ => IsBuilder(name) ? -1 : 0 },
            ConstantValue { Constant: bool } => name switch { "bool" => 2, "object" => 1, "string" or "int" or "Action" or "Func" => -1, _ => IsBuilder(name) ? -1 : 0 },
            FunctionValue => name switch { "Action" or "Func" => 2, "string" or "int" or "bool" => -1, _ => 0 },
            RootValue { Kind: RootKind.Builder } => name == "MigrationBuilder" ? 2 : IsData(name) ? -1 : 0,
            RootValue { Kind: (RootKind.Connection or RootKind.Command or RootKind.Transaction or RootKind.Context) and var kind }
                => name.EndsWith(kind.ToString(), StringComparison.Ordinal) ? 2 : name is "object" or "" || name.Length == 1 ? 0 : -1,
            RootValue => name.IndexOf("Migration", StringComparison.Ordinal) >= 0 && name != "MigrationBuilder" ? 2 : IsData(name) ? -1 : 0,
            ChainValue => IsBuilder(name) ? 2 : IsData(name) ? -1 : 0,
            _ => 0,
        };
    }

    // Many libraries extend these by methods such as Where.
    private static bool IsData(string name) => name is "string" or "String" or "int" or "bool" or "IQueryable" or "IOrderedQueryable" or "IEnumerable" or "IAsyncEnumerable" or "DbSet"
        or "ICollection" or "IList" or "List" or "IReadOnlyList" or "IReadOnlyCollection" or "IDictionary" or "Dictionary" or "Task" or "Type" or "DateTime" or "Guid";

    private static bool IsBuilder(string name)
        => name.EndsWith("Syntax", StringComparison.Ordinal) || name.EndsWith("Root", StringComparison.Ordinal) || name.EndsWith("Builder", StringComparison.Ordinal) || name.StartsWith("OperationBuilder", StringComparison.Ordinal);

    private static string Name(TypeSyntax type) => Sources.SimpleName(type) is { Length: > 0 } name ? name : type.ToString();
}
