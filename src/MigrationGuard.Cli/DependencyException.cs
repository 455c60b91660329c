namespace MigrationGuard.Cli;

/// <summary>A program or server that is needed and does not answer; the message says which.</summary>
internal sealed class DependencyException(string message) : Exception(message);
