namespace MigrationGuard.Gate.Expansions;

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="TimedOut">Whether it was ended because its time was over.</param>
/// <param name="Tail">The last lines that it wrote, those of its error output behind the others.</param>
internal sealed record ShellResult(int ExitCode, bool TimedOut, string Tail);
