namespace MigrationGuard.Gate.Routing;

/// <summary>One of several routers that are moved together.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Router">The router.</param>
public sealed record RouterTarget(string Name, IRouter Router);
