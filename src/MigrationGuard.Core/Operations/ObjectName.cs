namespace MigrationGuard.Operations;

/// <summary>
/// The name of a database object. PostgreSQL names are stored folded (unquoted ones in lower case), T-SQL names as written without brackets.
/// </summary>
/// <param name="Schema">The schema (in T-SQL possibly <c>database.schema</c>), or null when the name is not qualified.</param>
/// <param name="Name">The name itself.</param>
public readonly record struct ObjectName(string? Schema, string Name)
{
    // No ASCII characters: to the lexers these two are letters.
    private const char Opening = '‹';
    private const char Closing = '›';

    /// <summary>A name without schema.</summary>
    public static implicit operator ObjectName(string name) => new(null, name);

    /// <summary>Whether the name, or a part of it, is only known at run time.</summary>
    public bool IsPlaceholder => HoldsPlaceholder(Name) || HoldsPlaceholder(Schema);

    /// <summary>The placeholder for a name that the expression <paramref name="expression"/> gives at run time: <c>‹expression›</c>, which can stand inside a word.</summary>
    public static string Placeholder(string expression) => Opening + expression + Closing;

    /// <summary>Whether a name, or a part of it, is a placeholder.</summary>
    public static bool HoldsPlaceholder(string? name) => name is not null && name.IndexOf(Opening) is var at and >= 0 && name.IndexOf(Closing, at) > at;

    /// <summary>A name as people write it, qualified or not: <c>shop."Order"</c>, <c>[shop].[Order]</c>; not folded.</summary>
    public static ObjectName Read(string text)
    {
        var dot = LastDot(text);
        return dot < 0 ? new ObjectName(null, Unquote(text)) : new ObjectName(Unquote(text.Substring(0, dot)), Unquote(text.Substring(dot + 1)));
    }

    /// <summary>The name for messages: <c>schema.name</c>.</summary>
    public override string ToString() => Schema is null ? Name : Schema + "." + Name;

    private static int LastDot(string text)
    {
        var (dot, closing) = (-1, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            closing = closing == '\0' ? text[i] switch { '"' => '"', '[' => ']', _ => '\0' } : text[i] == closing ? '\0' : closing;
            dot = text[i] == '.' && closing == '\0' ? i : dot;
        }

        return dot;
    }

    private static string Unquote(string part) => part.Length < 3 ? part : (part[0], part[part.Length - 1]) switch
    {
        ('"', '"') => part.Substring(1, part.Length - 2).Replace("\"\"", "\""),
        ('[', ']') => part.Substring(1, part.Length - 2).Replace("]]", "]"),
        _ => part,
    };
}
