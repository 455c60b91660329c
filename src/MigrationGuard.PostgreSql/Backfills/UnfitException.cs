namespace MigrationGuard.Postgres.Backfills;

/// <summary>A definition that does not fit the database; the message says why and what to do.</summary>
internal sealed class UnfitException(string message) : Exception(message);
