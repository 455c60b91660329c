using System.Globalization;
using System.Text;
using MigrationGuard.CSharp.Reading;
using MigrationGuard.Operations;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>Values as text.</summary>
internal static class EfValues
{
    /// <summary>What stands for a value in a name or text; null for null.</summary>
    public static string? Text(Value? value) => value switch
    {
        null or ConstantValue { Constant: null } => null,
        TextValue text => text.Text.Text,
        ConstantValue constant => Invariant(constant.Constant!),
        _ => Placeholder(value),
    };

    /// <summary>The texts of a list; one text is a list of one.</summary>
    public static IReadOnlyList<string> Texts(Value? value) => value switch
    {
        null or ConstantValue { Constant: null } => [],
        ListValue list => [.. list.Items.Select(item => Text(item) ?? "")],
        _ => [Text(value)!],
    };

    /// <summary>The placeholder of something that is known only at run time, such that it can stand in SQL without quotes.</summary>
    public static string Placeholder(Value value)
    {
        var text = value.At.ToString();
        var letters = new StringBuilder();
        for (var i = 0; i < text.Length && letters.Length < 40; i++)
        {
            letters.Append(char.IsLetterOrDigit(text[i]) ? text[i] : '_');
        }

        return ObjectName.Placeholder(letters.ToString());
    }

    /// <summary>A constant as text, independent of the culture.</summary>
    public static string Invariant(object constant) => Convert.ToString(constant, CultureInfo.InvariantCulture) ?? "";
}
