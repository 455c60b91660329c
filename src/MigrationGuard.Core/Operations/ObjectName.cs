namespace MigrationGuard.Operations;

/// <summary>
/// The name of a database object. PostgreSQL names are stored folded (unquoted ones in lower case), T-SQL names as written without brackets.
/// </summary>
/// <param name="Schema">The schema (in T-SQL possibly <c>database.schema</c>), or null when the name is not qualified.</param>
/// <param name="Name">The name itself.</param>
public readonly record struct ObjectName(string? Schema, string Name)
{
    /// <summary>A name without schema.</summary>
    public static implicit operator ObjectName(string name) => new(null, name);

    /// <summary>The name for messages: <c>schema.name</c>.</summary>
    public override string ToString() => Schema is null ? Name : Schema + "." + Name;
}
