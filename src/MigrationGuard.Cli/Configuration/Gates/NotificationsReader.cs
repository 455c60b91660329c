using MigrationGuard.Configuration;
using MigrationGuard.Gate.Notifying;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>Reads <c>gate.notifications</c>.</summary>
internal static class NotificationsReader
{
    private static readonly (string Word, NotificationFormat Value)[] Formats = [("json", NotificationFormat.Json), ("slack", NotificationFormat.Slack), ("teams", NotificationFormat.Teams)];

    /// <summary>Who is told what happens to releases.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static IReadOnlyList<NotificationSettings> Read(SectionReader section)
    {
        var receivers = section.Items("notifications").Select(Receiver).ToList();
        return receivers.GroupBy(receiver => receiver.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { Key: var twice }
            ? throw section.Complaint("notifications", $"there are two of the name \"{twice}\"")
            : receivers;
    }

    private static NotificationSettings Receiver((PlacedJson Value, string Path) item)
    {
        var receiver = new SectionReader(item.Value, item.Path, "name", "urlVariable", "secretVariable", "events", "format", "timeout");
        _ = receiver.RequiredText("urlVariable", "the environment variable with the address, e.g. \"MG_CHAT_URL\"");
        var settings = new NotificationSettings(receiver.RequiredText("name", "e.g. \"chat\""), receiver.Variable("urlVariable", "MG_CHAT_URL"), receiver.Word("format", Formats, NotificationFormat.Json));
        var events = receiver.Texts("events", "[\"switched\", \"rolled-back\"]") ?? [];
        if (events.FirstOrDefault(word => !NotificationEvents.All.Contains(word, StringComparer.Ordinal)) is { } unknown)
        {
            throw receiver.Complaint("events", $"there is no event \"{unknown}\"; write {Words.List(NotificationEvents.All)}");
        }

        return settings with
        {
            SecretVariable = receiver.Has("secretVariable") ? receiver.Variable("secretVariable", "MG_CHAT_SECRET") : null,
            Events = events,
            Timeout = receiver.Duration("timeout", settings.Timeout),
        };
    }
}
