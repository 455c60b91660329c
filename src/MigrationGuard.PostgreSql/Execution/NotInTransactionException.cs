namespace MigrationGuard.Postgres.Execution;

/// <summary>A statement cannot be tried in a transaction; the message says which.</summary>
internal sealed class NotInTransactionException(string message) : Exception(message);
