using System.Text.Json;
using MigrationGuard.Backfills;
using MigrationGuard.Operations;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>Definitions as JSON.</summary>
internal static class DefinitionText
{
    /// <summary>Writes one.</summary>
    public static string Write(BackfillDefinition definition) => JsonSerializer.Serialize(new Stored(
        definition.Table.Schema, definition.Table.Name, [.. definition.Columns], definition.Assignments, definition.Where, definition.Alias, definition.From, definition.With));

    /// <summary>Reads one.</summary>
    public static BackfillDefinition Read(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json)!;
        return new BackfillDefinition(new ObjectName(stored.Schema, stored.Table), stored.Columns, stored.Assignments, stored.Where) { Alias = stored.Alias, From = stored.From, With = stored.With };
    }

    private sealed record Stored(string? Schema, string Table, string[] Columns, string Assignments, string Where, string? Alias, string? From, string? With);
}
