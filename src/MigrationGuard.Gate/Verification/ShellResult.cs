namespace MigrationGuard.Gate.Verification;

/// <summary>What came of a command.</summary>
/// <param name="ExitCode">Its exit code; null when it did not end by itself.</param>
/// <param name="WhyNot">Why it did not; null when it did.</param>
/// <param name="Output">What it wrote last, without secrets.</param>
/// <param name="Mask">Hides the secrets of its environment in other texts.</param>
internal sealed record ShellResult(int? ExitCode, string? WhyNot, string Output, SecretMask Mask);
