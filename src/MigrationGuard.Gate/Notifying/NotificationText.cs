using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Observing;
using MigrationGuard.Gate.Programs;

namespace MigrationGuard.Gate.Notifying;

/// <summary>Messages in the forms of their receivers.</summary>
internal static class NotificationText
{
    private const int Longest = 1500;

    /// <summary>The body of a message.</summary>
    public static string Of(ReleaseMove move, string word, NotificationFormat format) => (format switch
    {
        NotificationFormat.Slack => Slack(move, word),
        NotificationFormat.Teams => Teams(move, word),
        _ => Json(move, word),
    }).ToJsonString(JsonSerializerOptions.Web);

    private static JsonObject Json(ReleaseMove move, string word) => new()
    {
        ["event"] = word,
        ["key"] = $"{move.Release.Id}/{move.Key}",
        ["at"] = move.Happened.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["release"] = move.Release.Id,
        ["service"] = move.Release.Service,
        ["old"] = move.Release.Old.Version,
        ["new"] = move.Release.New.Version,
        ["from"] = move.From.Word,
        ["to"] = move.To.Word,
        ["why"] = Why(move),
        ["dora"] = new JsonArray([.. NotificationEvents.DoraOf(move).Select(dora => (JsonNode)dora)]),
        ["switchSeconds"] = move.To is ReleaseState.Baking { Switched: var switched } ? (switched.ObservedAt - switched.DecidedAt).TotalSeconds : null,
        ["rollbackSeconds"] = move.To is ReleaseState.RolledBack back ? back.RollbackSeconds : null,
    };

    // Slack reads three characters as markup.
    private static JsonObject Slack(ReleaseMove move, string word)
    {
        var text = $"{Title(move, word)}\n{Why(move)}".Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        return new() { ["text"] = text };
    }

    private static JsonObject Teams(ReleaseMove move, string word) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["content"] = new JsonObject
            {
                ["type"] = "AdaptiveCard",
                ["version"] = "1.4",
                ["body"] = new JsonArray(Block(Title(move, word), "Bolder"), Block(Why(move), "Default")),
            },
        }),
    };

    private static JsonObject Block(string text, string weight) => new() { ["type"] = "TextBlock", ["text"] = text, ["weight"] = weight, ["wrap"] = true };

    private static string Title(ReleaseMove move, string word) => $"{move.Release.Id}: {word.Replace('-', ' ')} ({move.Release.Service} {move.Release.Old.Version} to {move.Release.New.Version})";

    private static string Why(ReleaseMove move) => PlainText.Head(PlainText.Of(move.Decision.Why), Longest);
}
