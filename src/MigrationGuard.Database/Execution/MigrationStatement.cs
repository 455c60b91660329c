using MigrationGuard.Operations;

namespace MigrationGuard.Execution;

/// <summary>A statement of a file.</summary>
/// <param name="Text">The statement without its semicolon.</param>
/// <param name="Start">Offset of its first character in the file.</param>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="Operations">What it does, as far as it was understood.</param>
public sealed record MigrationStatement(string Text, int Start, int Line, IReadOnlyList<Operation> Operations);
