namespace MigrationGuard.Gate.Notifying;

/// <summary>The form in which a receiver expects messages.</summary>
public enum NotificationFormat
{
    /// <summary>An object with everything, for programs.</summary>
    Json,

    /// <summary>A message of Slack's incoming webhooks, which Mattermost and others take too.</summary>
    Slack,

    /// <summary>An adaptive card for a workflow of Microsoft Teams.</summary>
    Teams,
}
