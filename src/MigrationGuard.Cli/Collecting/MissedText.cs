namespace MigrationGuard.Cli.Collecting;

/// <summary>SQL that did not get into the manifest.</summary>
/// <param name="Place">Where, such as <c>Orders/UserStore.cs:42</c>.</param>
/// <param name="Reason">Why.</param>
internal sealed record MissedText(string Place, string Reason);
