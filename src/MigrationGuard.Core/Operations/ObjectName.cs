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

    /// <summary>The name for messages: <c>schema.name</c>.</summary>
    public override string ToString() => Schema is null ? Name : Schema + "." + Name;
}
