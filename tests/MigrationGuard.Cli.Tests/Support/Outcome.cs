namespace MigrationGuard.Cli.Tests.Support;

/// <summary>What a run of the tool left.</summary>
internal sealed record Outcome(ExitCode Code, string Output, string Error);
