using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Compares values.</summary>
internal static class Comparisons
{
    /// <summary>The value of a comparison; null when the operator is none, or it is not known.</summary>
    public static Value? Of(BinaryExpressionSyntax binary, Value left, Value right)
    {
        var result = binary.Kind() switch
        {
            SyntaxKind.EqualsExpression => Equal(left, right),
            SyntaxKind.NotEqualsExpression => !Equal(left, right),
            SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression
                => Ordered(left, binary.OperatorToken.Kind(), right),
            _ => null,
        };
        return result is { } known ? new ConstantValue(known, binary) : null;
    }

    /// <summary>Whether both are equal; null when it is not known.</summary>
    public static bool? Equal(Value left, Value right) => (left, right) switch
    {
        (TextValue { Text: { HasPlaceholders: false, Text: var a } }, TextValue { Text: { HasPlaceholders: false, Text: var b } }) => a == b,
        (ConstantValue { Constant: null }, ConstantValue { Constant: null }) => true,
        (ConstantValue { Constant: null }, _) => IsThere(right) ? false : null,
        (_, ConstantValue { Constant: null }) => IsThere(left) ? false : null,
        (ConstantValue { Constant: { } a }, ConstantValue { Constant: { } b }) => a.GetType() == b.GetType() ? a.Equals(b) : Order(a, b) is { } order ? order == 0 : null,
        (MemberValue { IsEnum: true } a, MemberValue { IsEnum: true } b) => a.Type != b.Type ? null : a.Member == b.Member ? true : a.Number is null || b.Number is null ? null : Equals(a.Number, b.Number),
        (MemberValue a, MemberValue b) when a.Type == b.Type && a.Member == b.Member => true,
        _ => null,
    };

    /// <summary>Whether it is certainly not null: what comes from elsewhere may be.</summary>
    public static bool IsThere(Value value) => value is ConstantValue { Constant: not null } or TextValue or ObjectValue or FunctionValue or ChainValue or RootValue { MayBeNull: false } or TypeValue or MemberValue { IsEnum: true };

    /// <summary>Whether a comparison by <paramref name="operation"/> holds; null when it is not known.</summary>
    public static bool? Ordered(Value left, SyntaxKind operation, Value right)
    {
        if (left is not ConstantValue { Constant: { } a } || right is not ConstantValue { Constant: { } b } || Order(a, b) is not { } order)
        {
            return null;
        }

        return operation switch
        {
            SyntaxKind.LessThanToken => order < 0,
            SyntaxKind.LessThanEqualsToken => order <= 0,
            SyntaxKind.GreaterThanToken => order > 0,
            SyntaxKind.GreaterThanEqualsToken => order >= 0,
            _ => null,
        };
    }

    private static int? Order(object a, object b) => IsWhole(a) && IsWhole(b)
        ? Convert.ToDecimal(a, CultureInfo.InvariantCulture).CompareTo(Convert.ToDecimal(b, CultureInfo.InvariantCulture))
        : a is double x && b is double y ? x.CompareTo(y) : null;

    private static bool IsWhole(object number) => number is int or long or short or byte or uint or ulong or ushort or sbyte or decimal;
}
