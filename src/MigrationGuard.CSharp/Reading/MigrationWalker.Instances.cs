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
        if (Initialized(row, member) is { } initialized)
        {
            return initialized;
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

    private static Value? Initialized(RowValue row, string member)
    {
        foreach (var cell in row.Cells)
        {
            if (cell.Key == member)
            {
                return cell.Value;
            }
        }

        return null;
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
                if (Parameters.Score(constructor.ParameterList, row.Arguments) >= 0 && AssignedIn(constructor, member) is var (name, times) && Position(constructor.ParameterList.Parameters, name) is var index and >= 0)
                {
                    var given = row.Arguments.Of(name, index) ?? (constructor.ParameterList.Parameters[index].Default is { Value: var otherwise } ? Evaluate(otherwise) : null);
                    return times == 1 || given is null ? given : new UnknownValue($"{member} depends on the constructor", constructor) { IsBuilder = Values.IsBuilder(given) };
                }
            }
        }

        return null;
    }

    private Value? Given(TypePart part, string member)
        => _frame is { Instance.Now: RowValue row, Self: { } type } && part == _frame.Part ? Initialized(row, member) ?? GivenTo(row, type, member) : null;

    private static int Position(SeparatedSyntaxList<ParameterSyntax> parameters, string name) => parameters.IndexOf(parameter => parameter.Identifier.ValueText == name);

    /// <summary>The name that a constructor sets a member to, and how often it sets it; more than once when that depends on anything.</summary>
    private static (string Name, int Times)? AssignedIn(ConstructorDeclarationSyntax constructor, string member)
    {
        var (found, times) = ((string?)null, 0);
        foreach (var node in constructor.DescendantNodes())
        {
            if (node is AssignmentExpressionSyntax { Left: var left, Right: var right } assignment && FieldOf(left) == member)
            {
                var plain = assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && assignment.Parent is ArrowExpressionClauseSyntax or ExpressionStatementSyntax { Parent: BlockSyntax { Parent: ConstructorDeclarationSyntax } };
                times += plain ? 1 : 2;
                found ??= Given(right);
            }
        }

        return found is null ? null : (found, times);
    }

    private static string? Given(ExpressionSyntax right) => right switch
    {
        IdentifierNameSyntax { Identifier.ValueText: var name } => name,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Left: IdentifierNameSyntax { Identifier.ValueText: var name }, Right: ThrowExpressionSyntax } => name,
        _ => null,
    };

    private static string? FieldOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>A method of an object of the sources; null when its class has none that fits.</summary>
    private Value? InstanceCall(RowValue row, SimpleNameSyntax name, InvocationExpressionSyntax call, Arguments arguments)
        => TypeOf(row) is not { } type ? null
            : IsAnotherMigration(type) ? UnfollowedBuilder(call)
            : MethodOf(type, name.Identifier.ValueText, arguments, call) is { } method ? OnInstance(row, () => Inline(method, call, name, arguments, Self.Same))
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
