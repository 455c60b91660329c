using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Reading.Declarations;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    private SourceType? TypeOf(RowValue row) => row.TypeSyntax is { } type ? _knowledge.Find(type, _frame.Part) : null;

    /// <summary>A member of an object: what its initializer says, else what its constructor was given, else what its class says.</summary>
    private Value MemberOf(RowValue row, string member, ExpressionSyntax at)
    {
        foreach (var cell in row.Cells)
        {
            if (cell.Key == member)
            {
                return cell.Value;
            }
        }

        if (row.IsTuple && member.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(member.Substring(4), out var number) && number >= 1 && number <= row.Cells.Count)
        {
            return row.Cells[number - 1].Value;
        }

        if (TypeOf(row) is not { } type)
        {
            return Unknown(at);
        }

        return GivenTo(row, type, member) ?? (OnInstance(row, () => MemberOfType(type, member, at)) is { } value and not NameValue ? value : Unknown(at));
    }

    /// <summary>What a field or property is set to by the constructor: a parameter of the primary one, or an assignment of a parameter.</summary>
    private Value? GivenTo(RowValue row, SourceType type, string member)
    {
        foreach (var part in type.Parts)
        {
            if (part.Node is not TypeDeclarationSyntax declaration)
            {
                continue;
            }

            if (declaration.ParameterList is { Parameters: var primary } && Position(primary, member) is var at and >= 0)
            {
                return row.Arguments.Of(member, at) ?? (primary[at].Default is { Value: var otherwise } ? Evaluate(otherwise) : null);
            }

            foreach (var constructor in part.Members(".ctor").OfType<ConstructorDeclarationSyntax>())
            {
                if (Parameters.Score(constructor.ParameterList, row.Arguments) >= 0 && AssignedIn(constructor, member) is { } name && Position(constructor.ParameterList.Parameters, name) is var index and >= 0)
                {
                    return row.Arguments.Of(name, index) ?? (constructor.ParameterList.Parameters[index].Default is { Value: var otherwise } ? Evaluate(otherwise) : null);
                }
            }
        }

        return null;
    }

    private static int Position(SeparatedSyntaxList<ParameterSyntax> parameters, string name) => parameters.IndexOf(parameter => parameter.Identifier.ValueText == name);

    private static string? AssignedIn(ConstructorDeclarationSyntax constructor, string member)
    {
        foreach (var node in constructor.DescendantNodes())
        {
            if (node is AssignmentExpressionSyntax { Left: var left, Right: IdentifierNameSyntax { Identifier.ValueText: var name } } && FieldOf(left) == member)
            {
                return name;
            }
        }

        return null;
    }

    private static string? FieldOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>A method of an object of the sources; null when its class has none that fits.</summary>
    private Value? InstanceCall(RowValue row, SimpleNameSyntax name, InvocationExpressionSyntax call, Arguments arguments)
        => TypeOf(row) is { } type && MethodOf(type, name.Identifier.ValueText, arguments, call) is { } method
            ? OnInstance(row, () => Inline(method, call, name, arguments, Self.Same))
            : null;

    private T OnInstance<T>(RowValue row, Func<T> run)
    {
        var (frame, scope) = (_frame, _scope);
        var type = TypeOf(row);
        _frame = new Frame(type?.First ?? frame.Part, type, frame) { Instance = row };
        try
        {
            return run();
        }
        finally
        {
            (_frame, _scope) = (frame, scope);
        }
    }
}
