namespace MigrationGuard.Gate.Verification;

/// <summary>A command for the shell.</summary>
/// <param name="Command">The command.</param>
/// <param name="Directory">Where it runs.</param>
/// <param name="Environment">Variables besides those that are inherited; null removes one.</param>
/// <param name="Timeout">How long it may take.</param>
/// <param name="Secrets">Variables that are secret although their names do not say so.</param>
internal sealed record ShellRun(string Command, string Directory, IReadOnlyDictionary<string, string?> Environment, TimeSpan Timeout, IReadOnlyList<string> Secrets);
