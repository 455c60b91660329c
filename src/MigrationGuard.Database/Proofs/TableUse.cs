using MigrationGuard.Manifests;

namespace MigrationGuard.Proofs;

/// <summary>How many statements of a version use a table, or a column of it.</summary>
/// <param name="Table">The qualified name, e.g. <c>public.users</c>, quoted where SQL needs it.</param>
/// <param name="Column">The column, without quotes; null for the table.</param>
/// <param name="Statements">The number of statements.</param>
/// <param name="First">Where the first of them was found; null where nobody said it.</param>
public sealed record TableUse(string Table, string? Column, int Statements, StatementOrigin? First);
