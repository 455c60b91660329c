namespace MigrationGuard.Servers;

/// <summary>What a question for one value was answered.</summary>
/// <param name="Columns">How many columns the rows have.</param>
/// <param name="Rows">0, 1, or 2 for more than one.</param>
/// <param name="Value">The first value of the first row as the server writes it; null for NULL and where there is none.</param>
public sealed record ValueFound(int Columns, int Rows, string? Value);
