using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.Operations;

namespace MigrationGuard.CSharp.Reading;

/// <summary>What can be asked of values.</summary>
internal static class Values
{
    /// <summary>A value of a constant: text for a string.</summary>
    public static Value Of(object? constant, SyntaxNode at) => constant is string text ? new TextValue(MappedText.Of(text, at), at) : new ConstantValue(constant, at);

    /// <summary>Whether both are certainly the same.</summary>
    public static bool Same(Value left, Value right) => (left, right) switch
    {
        (TextValue a, TextValue b) => a.Text.Text == b.Text.Text,
        (ConstantValue a, ConstantValue b) => Equals(a.Constant, b.Constant),
        (MemberValue a, MemberValue b) => a.Type == b.Type && a.Member == b.Member,
        (ChainValue a, ChainValue b) => a.Chain == b.Chain,
        (RootValue a, RootValue b) => a.Kind == b.Kind,
        (ObjectValue a, ObjectValue b) => ReferenceEquals(a, b),
        _ => ReferenceEquals(left, right),
    };

    /// <summary>What is known of something that has one of several values.</summary>
    public static Value Merged(IReadOnlyList<Value> values, SyntaxNode at, string? name)
    {
        var (same, builder, text) = (true, false, values[0] as Library.TextBuilderValue);
        foreach (var value in values)
        {
            same &= Same(value, values[0]);
            builder |= IsBuilder(value);
            text = value is Library.TextBuilderValue other ? text?.Common(other) : null;
        }

        return same ? values[0] : text?.AndMore(at) ?? (Value)new UnknownValue($"{name ?? UnknownValue.Shorten(values[0].At.ToString())} depends on a condition", at) { IsBuilder = builder };
    }

    /// <summary>true or false; null when it is not known.</summary>
    public static bool? Truth(Value value) => value is ConstantValue { Constant: bool truth } ? truth : null;

    /// <summary>The text without placeholders; null when a part of it is not known.</summary>
    public static string? Known(Value? value) => value switch
    {
        TextValue { Text: { HasPlaceholders: false, Text: var text } } => text,
        ConstantValue { Constant: char c } => c.ToString(),
        _ => null,
    };

    /// <summary>The value as it stands in a string; what is not known stands as a placeholder.</summary>
    public static MappedText Text(Value value, SyntaxNode at) => value switch
    {
        TextValue text => text.Text,
        Library.TextBuilderValue builder => builder.Text(at),
        ConstantValue { Constant: null } => MappedText.Of("", at),
        ConstantValue { Constant: IFormattable number } => MappedText.Of(number.ToString(null, CultureInfo.InvariantCulture), at),
        ConstantValue { Constant: var other } => MappedText.Of(other.ToString() ?? "", at),
        MemberValue { IsEnum: true, Member: var name } => MappedText.Of(name, at),
        UnknownValue unknown => MappedText.Of(unknown.Placeholder, at) with { HasPlaceholders = true },
        _ => MappedText.Of(ObjectName.Placeholder(at is Microsoft.CodeAnalysis.CSharp.Syntax.ExpressionSyntax ? UnknownValue.Shorten(at.ToString()) : "?"), at) with { HasPlaceholders = true },
    };

    /// <summary>Whether an object of that type, by its simple name, never changes.</summary>
    public static bool IsPlain(string type) => type is "DateTime" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" or "Guid" or "Version" or "Uri" or "Regex" or "Type";

    /// <summary>Whether it is, or holds, a builder.</summary>
    public static bool IsBuilder(Value value) => value switch
    {
        ChainValue or RootValue or UnknownValue { IsBuilder: true } => true,
        _ => false,
    };

    /// <summary>Whether a builder can be come to from it.</summary>
    public static bool HoldsBuilder(Value value) => value switch
    {
        RowValue row => row.Cells.Any(static cell => HoldsBuilder(cell.Value)) || row.Arguments.Items.Any(static argument => HoldsBuilder(argument.Value)),
        ListValue list => list.Items.Any(HoldsBuilder),
        _ => IsBuilder(value),
    };

    /// <summary>Whether a type is one of those that calls begin with, or go on with.</summary>
    public static bool IsBuilder(TypeSyntax? type)
    {
        var name = type is null ? "" : Folding.Sources.SimpleName(type is NullableTypeSyntax { ElementType: var inner } ? inner : type);
        return name is "MigrationBuilder" or "Migration" or "MigrationBase" or "ForwardOnlyMigration" or "AutoReversingMigration" || name.EndsWith("ExpressionRoot", StringComparison.Ordinal)
            || (name.EndsWith("Syntax", StringComparison.Ordinal) && name.StartsWith("I", StringComparison.Ordinal));
    }

    /// <summary>The number; null when it is none or not known.</summary>
    public static int? Number(Value? value) => value is ConstantValue { Constant: int number } ? number : null;
}
