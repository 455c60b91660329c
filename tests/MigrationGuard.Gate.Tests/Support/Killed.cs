namespace MigrationGuard.Gate.Tests.Support;

/// <summary>The process ends here.</summary>
internal sealed class Killed : Exception;
