namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Code that is executed from a string.</summary>
/// <param name="Text">The code.</param>
/// <param name="HasPlaceholders">Whether placeholders stand in it for what is only known at run time.</param>
/// <param name="Assigned">Whether the code stands in an assignment to the variable that is executed.</param>
internal readonly record struct DynamicCode(InnerText Text, bool HasPlaceholders, bool Assigned);
