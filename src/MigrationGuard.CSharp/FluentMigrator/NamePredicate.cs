using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>Evaluates the predicate of <c>IfDatabase(name => …)</c> for a name: comparisons of strings joined by and, or, not.</summary>
internal static class NamePredicate
{
    private const int Deepest = 50;

    /// <summary>Whether the predicate holds for the name; null when that cannot be told.</summary>
    public static bool? Holds(FunctionValue predicate, string name) => predicate.Function switch
    {
        SimpleLambdaExpressionSyntax { Parameter.Identifier.ValueText: var parameter, Body: var body } => OfBody(body, parameter, name),
        ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [{ Identifier.ValueText: var parameter }], Body: var body } => OfBody(body, parameter, name),
        MethodDeclarationSyntax { ParameterList.Parameters: [{ Identifier.ValueText: var parameter }] } method => OfBody((CSharpSyntaxNode?)method.ExpressionBody?.Expression ?? method.Body, parameter, name),
        LocalFunctionStatementSyntax { ParameterList.Parameters: [{ Identifier.ValueText: var parameter }] } method => OfBody((CSharpSyntaxNode?)method.ExpressionBody?.Expression ?? method.Body, parameter, name),
        _ => null,
    };

    private static bool? OfBody(CSharpSyntaxNode? body, string parameter, string name) => body switch
    {
        BlockSyntax { Statements: [ReturnStatementSyntax { Expression: { } result }] } => Of(result, parameter, name, 0),
        ExpressionSyntax expression => Of(expression, parameter, name, 0),
        _ => null,
    };

    private static bool? Of(ExpressionSyntax expression, string parameter, string name, int depth) => depth > Deepest ? null : expression switch
    {
        ParenthesizedExpressionSyntax inner => Of(inner.Expression, parameter, name, depth + 1),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => !Of(not.Operand, parameter, name, depth + 1),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } or => Or(Of(or.Left, parameter, name, depth + 1), Of(or.Right, parameter, name, depth + 1)),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } and => !Or(!Of(and.Left, parameter, name, depth + 1), !Of(and.Right, parameter, name, depth + 1)),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } same => Same(Text(same.Left, parameter, name), Text(same.Right, parameter, name)),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } other => !Same(Text(other.Left, parameter, name), Text(other.Right, parameter, name)),
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } => true,
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.FalseLiteralExpression } => false,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } call => OfCall(member, call.ArgumentList.Arguments, parameter, name),
        _ => null,
    };

    private static bool? OfCall(MemberAccessExpressionSyntax member, SeparatedSyntaxList<ArgumentSyntax> arguments, string parameter, string name)
    {
        if (arguments.Count == 0)
        {
            return null;
        }

        var comparison = arguments.Last().ToString().EndsWith("IgnoreCase", StringComparison.Ordinal) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var first = Text(arguments[0].Expression, parameter, name);
        if (Text(member.Expression, parameter, name) is { } text && first is not null)
        {
            return member.Name.Identifier.ValueText switch
            {
                "StartsWith" => text.StartsWith(first, comparison),
                "EndsWith" => text.EndsWith(first, comparison),
                "Contains" => text.IndexOf(first, comparison) >= 0,
                "Equals" => text.Equals(first, comparison),
                _ => null,
            };
        }

        return member.Name.Identifier.ValueText == "Equals" && arguments.Count > 1 && first is not null && Text(arguments[1].Expression, parameter, name) is { } second
            ? first.Equals(second, comparison)
            : null;
    }

    private static string? Text(ExpressionSyntax expression, string parameter, string name) => expression switch
    {
        IdentifierNameSyntax identifier when identifier.Identifier.ValueText == parameter => name,
        LiteralExpressionSyntax { Token.Value: string text } => text,
        MemberAccessExpressionSyntax { Expression: var owner } constant when owner.ToString().EndsWith("ProcessorId", StringComparison.Ordinal) || owner.ToString().EndsWith("ProcessorIdConstants", StringComparison.Ordinal)
            => constant.Name.Identifier.ValueText,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Expression: var inner }, ArgumentList.Arguments.Count: 0 } => Text(inner, parameter, name) is not { } text ? null : method switch
        {
            "ToLower" or "ToLowerInvariant" => Lower(text),
            "ToUpper" or "ToUpperInvariant" => text.ToUpperInvariant(),
            "Trim" or "ToString" => text,
            _ => null,
        },
        _ => null,
    };

    private static string Lower(string text) => string.Concat(text.Select(char.ToLowerInvariant));

    private static bool? Same(string? left, string? right) => left is null || right is null ? null : string.Equals(left, right, StringComparison.Ordinal);

    private static bool? Or(bool? left, bool? right) => left == true || right == true ? true : left is null || right is null ? null : false;
}
