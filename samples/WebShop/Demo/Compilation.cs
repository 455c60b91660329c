namespace WebShop.Demo;

/// <summary>What a build said.</summary>
/// <param name="Command">As a developer writes it.</param>
/// <param name="ExitCode">0 when it built.</param>
/// <param name="Output">Everything that it wrote.</param>
/// <param name="Said">Errors and warnings of MigrationGuard.</param>
/// <param name="Notes">What the editor shows besides, in the order of its places.</param>
internal sealed record Compilation(string Command, int ExitCode, string Output, IReadOnlyList<string> Said, IReadOnlyList<string> Notes);
