namespace MigrationGuard.Execution;

/// <summary>Work of somebody else's program that is recorded like a step.</summary>
/// <param name="Release">The release's id.</param>
/// <param name="Phase">Which of its plans, e.g. <c>expand</c>.</param>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Digest">SHA-256 over all that it does, as <c>sha256:…</c>.</param>
public sealed record OutsideRun(string Release, string Phase, string Name, string Digest);
