using System.Globalization;
using Microsoft.CodeAnalysis;
using MigrationGuard.CSharp.Reading;
using MigrationGuard.Operations;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>Takes names and numbers out of values.</summary>
internal static class Values
{
    private const int LongestPlaceholder = 40;

    /// <summary>The string of a value, a placeholder for one that is not known; null when nothing or null is given.</summary>
    public static string? Text(Value? value) => value switch
    {
        null or ConstantValue { Constant: null } => null,
        TextValue text => text.Text.Text,
        ConstantValue constant => Convert.ToString(constant.Constant, CultureInfo.InvariantCulture),
        _ => Placeholder(value),
    };

    /// <summary>The name of an object; a placeholder when it is not known or not given.</summary>
    public static string Name(Value? value, Link at) => Text(value) ?? ObjectName.Placeholder(at.Name);

    /// <summary>The name that a call gives as its only argument.</summary>
    public static string Name(Link link) => Name(link.Arguments.Count > 0 ? link.Arguments.Items[0].Value : null, link);

    /// <summary>The text of the first argument; null when there is none.</summary>
    public static string? First(Link link) => link.Arguments.Count > 0 ? Text(link.Arguments.Items[0].Value) : null;

    /// <summary>All the names that a call gives, one by one or as a collection.</summary>
    public static IEnumerable<string> Names(Link link)
    {
        foreach (var item in link.Arguments.Items)
        {
            if (item.Value is ListValue list)
            {
                foreach (var name in list.Items)
                {
                    yield return Name(name, link);
                }
            }
            else
            {
                yield return Name(item.Value, link);
            }
        }
    }

    /// <summary>A flag that is true when it is not given or not known.</summary>
    public static bool Flag(Link link) => link.Arguments.Count == 0 || link.Arguments.Items[0].Value is not ConstantValue { Constant: false };

    /// <summary>A whole number; null when it is not known.</summary>
    public static long? Number(Value? value) => value switch
    {
        ConstantValue { Constant: int or long or short or byte or sbyte or ushort or uint } constant => Convert.ToInt64(constant.Constant, CultureInfo.InvariantCulture),
        MemberValue { Member: "MaxValue", Type: "int" or "Int32" } => int.MaxValue,
        _ => null,
    };

    /// <summary>The member of an enum or of a class like one; null when it is not known.</summary>
    public static string? Member(Value? value) => (value as MemberValue)?.Member;

    /// <summary>What stands for a value that is not known.</summary>
    public static string Placeholder(Value value) => value is UnknownValue unknown ? unknown.Placeholder : ObjectName.Placeholder(Shown(value.At));

    /// <summary>The SQL of <c>RawSql.Insert(…)</c>; null for every other value.</summary>
    public static string? Raw(Value? value) => value is CallValue { Type: "RawSql", Member: "Insert", Arguments: { Count: > 0 } arguments } ? Text(arguments.Items[0].Value) : null;

    private static string Shown(SyntaxNode node)
    {
        var text = node.ToString();
        return text.Length <= LongestPlaceholder ? text : text.Substring(0, LongestPlaceholder);
    }
}
