namespace MigrationGuard.Servers;

/// <summary>Who writes at one moment.</summary>
/// <param name="Transactions">A number that grows with every transaction of the whole server that wrote and ended.</param>
/// <param name="Sessions">How many sessions of the application there are.</param>
/// <param name="Writing">The kind of statement, e.g. <c>UPDATE</c>, of every session of the application that is in a transaction that wrote; the tool's own tables do not count.</param>
/// <param name="IsVisible">Whether the connection's role may see what these sessions do.</param>
public sealed record WritesSeen(long Transactions, int Sessions, IReadOnlyList<string> Writing, bool IsVisible);
