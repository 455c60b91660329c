using MigrationGuard.Operations;

namespace MigrationGuard.Execution;

/// <summary>A statement of a file.</summary>
/// <param name="Text">The statement without its semicolon.</param>
/// <param name="Start">Offset of its first character in the file.</param>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="Operations">What it does, as far as it was understood.</param>
public sealed record MigrationStatement(string Text, int Start, int Line, IReadOnlyList<Operation> Operations)
{
    /// <summary>Whether it is a block that commits or rolls back inside, e.g. after every batch of rows; the server refuses that in a transaction.</summary>
    public bool EndsTransactions { get; init; }
}
