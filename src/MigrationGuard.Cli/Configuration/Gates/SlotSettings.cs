namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>A place where a version runs.</summary>
/// <param name="Name">The router's name for it, e.g. <c>green</c>.</param>
/// <param name="Url">Its own door, without the router.</param>
/// <param name="ApplicationName">The <c>application_name</c> of its database sessions; <c>{version}</c> stands for the label.</param>
internal sealed record SlotSettings(string Name, Uri Url, string ApplicationName);
