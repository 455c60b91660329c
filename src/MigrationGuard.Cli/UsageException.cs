namespace MigrationGuard.Cli;

/// <summary>Arguments or configuration that cannot be used; the message says where and what to write instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
