namespace MigrationGuard.Contracts;

/// <summary>A script that removes, as it was when the removal was scheduled.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Text">Its text.</param>
public sealed record ContractFile(string Path, string Text);
