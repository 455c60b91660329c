namespace MigrationGuard.Guarding;

/// <summary>What a removal did.</summary>
/// <param name="WasInstalled">Whether there was anything to remove.</param>
/// <param name="LogRows">How many rows the log had that is gone now.</param>
/// <param name="LogHash">The hash of its last row, hexadecimal; null where there was none.</param>
/// <param name="Left">What was left behind and why, a sentence each.</param>
public sealed record GuardRemoval(bool WasInstalled, long LogRows, string? LogHash, IReadOnlyList<string> Left);
