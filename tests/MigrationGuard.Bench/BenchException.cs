namespace MigrationGuard.Bench;

/// <summary>Why nothing could be measured, in a sentence for the user.</summary>
public sealed class BenchException(string message) : Exception(message);
