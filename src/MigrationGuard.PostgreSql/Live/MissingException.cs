namespace MigrationGuard.Postgres.Live;

/// <summary>The database does not have what a question is about; the message says what.</summary>
internal sealed class MissingException(string message) : Exception(message);
