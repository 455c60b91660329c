using System.Globalization;
using MigrationGuard.Operations;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Types as the server prints them.</summary>
internal static class TypeWriter
{
    // Names that are grammar and not identifiers; format_type() prints "char" with its quotes.
    private static readonly HashSet<string> Grammar = new(
        ["bigint", "bit", "bit varying", "boolean", "character", "character varying", "\"char\"", "double precision", "integer", "interval", "json",
        "numeric", "real", "smallint", "time with time zone", "time without time zone", "timestamp with time zone", "timestamp without time zone"],
        StringComparer.Ordinal);

    /// <summary>The type with its modifiers and dimensions.</summary>
    public static string Write(DataType type)
    {
        var name = type.Schema is null && Grammar.Contains(type.Name) ? type.Name : Named(new ObjectName(type.Schema, type.Name));
        var text = WithModifiers(type.Fields is null ? name : name + " " + type.Fields, Modifiers(type));
        for (var i = 0; i < type.ArrayDimensions; i++)
        {
            text += "[]";
        }

        return text;
    }

    // A type or schema called generated would read as the clause that may stand in its place.
    private static string Named(ObjectName type)
    {
        const string word = "generated";
        var name = NameWriter.RoutineName(type);
        return name == word || name.StartsWith(word + ".", StringComparison.Ordinal) ? $"\"{word}\"{name.Substring(word.Length)}" : name;
    }

    private static string? Modifiers(DataType type) => type.Arguments.Count == 0
        ? type.Modifiers
        : string.Join(",", type.Arguments.Select(argument => argument.ToString(CultureInfo.InvariantCulture)));

    private static string WithModifiers(string name, string? modifiers)
    {
        if (modifiers is null)
        {
            return name;
        }

        var zone = name.StartsWith("time", StringComparison.Ordinal) ? name.IndexOf(" with", StringComparison.Ordinal) : -1;
        return zone < 0 ? $"{name}({modifiers})" : $"{name.Substring(0, zone)}({modifiers}){name.Substring(zone)}";
    }
}
