using System.Globalization;
using System.Text.RegularExpressions;

namespace MigrationGuard.Postgres.Data;

/// <summary>A type as format_type writes it.</summary>
/// <param name="Name">Without its modifiers, e.g. <c>character varying</c>.</param>
/// <param name="Modifiers">The numbers in its parentheses.</param>
internal sealed partial record TypeName(string Name, IReadOnlyList<int> Modifiers)
{
    /// <summary>Reads it.</summary>
    public static TypeName Of(string text) => Form().Match(text) is { Success: true } match
        ? new(match.Groups["name"].Value + match.Groups["rest"].Value, [.. match.Groups["modifiers"].Value.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))])
        : new(text, []);

    /// <summary>Whether it holds text.</summary>
    public bool IsText => Name is "character varying" or "character" or "text" or "citext" or "public.citext";

    /// <summary>The most characters of a text; null where there is no limit.</summary>
    public int? Length => Name is "character varying" or "character" && Modifiers is [var length] ? length : null;

    /// <summary>The smallest and the largest number; null where it is no type of whole numbers.</summary>
    public (string Least, string Most)? Whole => Name switch
    {
        "smallint" => ("(-32768)", "32767"),
        "integer" => ("(-2147483648)", "2147483647"),
        "bigint" => ("(-9223372036854775808)", "9223372036854775807"),
        _ => null,
    };

    /// <summary>Whether it holds numbers.</summary>
    public bool IsNumber => Whole is not null || Name is "numeric" or "real" or "double precision";

    [GeneratedRegex(@"^(?<name>[^(]*?)\((?<modifiers>-?\d+(?:,-?\d+)?)\)(?<rest>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
