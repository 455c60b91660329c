using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Calculates with constants.</summary>
internal static class Arithmetic
{
    /// <summary>The value of <c>-x</c>, <c>+x</c>, <c>!x</c>; null when it is not known.</summary>
    public static Value? Of(PrefixUnaryExpressionSyntax unary, Value operand) => (unary.Kind(), (operand as ConstantValue)?.Constant) switch
    {
        (SyntaxKind.UnaryPlusExpression, not null) => operand,
        (SyntaxKind.LogicalNotExpression, bool truth) => new ConstantValue(!truth, unary),
        (SyntaxKind.UnaryMinusExpression, int number) => new ConstantValue(unchecked(-number), unary),
        (SyntaxKind.UnaryMinusExpression, uint number) => new ConstantValue(number == 2147483648u ? int.MinValue : -(long)number, unary),
        (SyntaxKind.UnaryMinusExpression, long number) => new ConstantValue(unchecked(-number), unary),
        (SyntaxKind.UnaryMinusExpression, ulong number) => number == 9223372036854775808ul ? new ConstantValue(long.MinValue, unary) : null,
        (SyntaxKind.UnaryMinusExpression, double number) => new ConstantValue(-number, unary),
        (SyntaxKind.UnaryMinusExpression, float number) => new ConstantValue(-number, unary),
        (SyntaxKind.UnaryMinusExpression, decimal number) => new ConstantValue(-number, unary),
        (SyntaxKind.BitwiseNotExpression, int number) => new ConstantValue(~number, unary),
        _ => null,
    };

    /// <summary>The value of an operation on two numbers; null when it is not known.</summary>
    public static Value? Of(BinaryExpressionSyntax binary, Value left, Value right)
    {
        if (left is not ConstantValue { Constant: { } a } || right is not ConstantValue { Constant: { } b })
        {
            return null;
        }

        object? result = (a, b) switch
        {
            (int x, int y) => Integer(binary.Kind(), x, y) is { } value ? unchecked((int)value) : null,
            (int or long, int or long) => Integer(binary.Kind(), System.Convert.ToInt64(a, CultureInfo.InvariantCulture), System.Convert.ToInt64(b, CultureInfo.InvariantCulture)),
            (double or int, double or int) => Real(binary.Kind(), System.Convert.ToDouble(a, CultureInfo.InvariantCulture), System.Convert.ToDouble(b, CultureInfo.InvariantCulture)),
            (bool x, bool y) => binary.Kind() switch
            {
                SyntaxKind.BitwiseAndExpression => x & y,
                SyntaxKind.BitwiseOrExpression => x | y,
                SyntaxKind.ExclusiveOrExpression => x ^ y,
                _ => null,
            },
            _ => null,
        };
        return result is null ? null : new ConstantValue(result, binary);
    }

    /// <summary>The constant as another of the built-in types.</summary>
    public static Value Convert(ConstantValue value, string type, ExpressionSyntax at)
    {
        if (value.Constant is not IConvertible constant || value.Constant is bool || type is "object" or "bool" or "string")
        {
            return value;
        }

        try
        {
            object? converted = type switch
            {
                "int" => System.Convert.ToInt32(Whole(constant), CultureInfo.InvariantCulture),
                "long" => System.Convert.ToInt64(Whole(constant), CultureInfo.InvariantCulture),
                "short" => System.Convert.ToInt16(Whole(constant), CultureInfo.InvariantCulture),
                "byte" => System.Convert.ToByte(Whole(constant), CultureInfo.InvariantCulture),
                "double" => System.Convert.ToDouble(constant, CultureInfo.InvariantCulture),
                "float" => System.Convert.ToSingle(constant, CultureInfo.InvariantCulture),
                "decimal" => System.Convert.ToDecimal(constant, CultureInfo.InvariantCulture),
                "char" => System.Convert.ToChar(Whole(constant), CultureInfo.InvariantCulture),
                _ => null,
            };
            return converted is null ? new UnknownValue($"a conversion to {type} is not calculated", at) : new ConstantValue(converted, at);
        }
        catch (Exception fault) when (fault is OverflowException or InvalidCastException or FormatException)
        {
            return new UnknownValue($"the constant does not fit into {type}", at);
        }
    }

    // C# cuts what is behind the point, Convert rounds.
    private static object Whole(IConvertible constant) => constant switch
    {
        double number => Math.Truncate(number),
        float number => Math.Truncate(number),
        decimal number => Math.Truncate(number),
        _ => constant,
    };

    private static long? Integer(SyntaxKind kind, long x, long y) => kind switch
    {
        SyntaxKind.AddExpression => unchecked(x + y),
        SyntaxKind.SubtractExpression => unchecked(x - y),
        SyntaxKind.MultiplyExpression => unchecked(x * y),
        SyntaxKind.DivideExpression => y is 0 or -1 ? y == 0 ? null : unchecked(-x) : x / y,
        SyntaxKind.ModuloExpression => y is 0 or -1 ? y == 0 ? null : 0 : x % y,
        SyntaxKind.BitwiseAndExpression => x & y,
        SyntaxKind.BitwiseOrExpression => x | y,
        SyntaxKind.ExclusiveOrExpression => x ^ y,
        _ => null,
    };

    private static double? Real(SyntaxKind kind, double x, double y) => kind switch
    {
        SyntaxKind.AddExpression => x + y,
        SyntaxKind.SubtractExpression => x - y,
        SyntaxKind.MultiplyExpression => x * y,
        SyntaxKind.DivideExpression => x / y,
        _ => null,
    };
}
