namespace MigrationGuard.Postgres.Backfills;

/// <summary>A column of a key.</summary>
/// <param name="Name">Its name as SQL.</param>
/// <param name="Type">Its type as SQL, without modifiers.</param>
/// <param name="IsTime">Whether how it is written depends on the session.</param>
internal sealed record KeyColumn(string Name, string Type, bool IsTime)
{
    /// <summary>Its value as a text that the server reads back as the same value, whatever DateStyle says.</summary>
    public string AsText(string alias) => IsTime ? $"(to_jsonb({alias}.{Name}) #>> '{{}}')" : $"{alias}.{Name}::text";
}
