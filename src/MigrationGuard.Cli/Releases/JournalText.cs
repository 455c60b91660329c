using System.Text.Json;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases;

/// <summary>Entries of the journal for people.</summary>
internal static class JournalText
{
    /// <summary>Why a decision was made; null for an entry without one.</summary>
    public static string? Why(JournalEntry entry) =>
        entry.Payload.ValueKind == JsonValueKind.Object && entry.Payload.TryGetProperty("why", out var why) && why.ValueKind == JsonValueKind.String ? why.GetString() : null;

    /// <summary>The state that an entry leads to; null for one that leads to none, or cannot be read.</summary>
    public static string? State(JournalEntry entry)
    {
        try
        {
            return ReleaseJson.StateOf(entry.Payload)?.Word;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What an intent is about, e.g. <c>to new, generation 8, expected 7</c>; empty where there is nothing to say.</summary>
    public static string Details(JournalEntry entry) =>
        entry.Payload.ValueKind == JsonValueKind.Object && entry.Payload.TryGetProperty("command", out var command) && command.ValueKind == JsonValueKind.Object
            ? string.Join(", ", command.EnumerateObject().Where(member => member.Name != "name" && member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)).Select(member => $"{member.Name} {member.Value}"))
            : "";

    /// <summary>A kind.</summary>
    public static string Of(JournalKind kind) => kind.ToString().ToLowerInvariant();
}
