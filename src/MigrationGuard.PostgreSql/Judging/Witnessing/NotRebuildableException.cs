namespace MigrationGuard.Postgres.Judging.Witnessing;

/// <summary>Something of the schema that cannot be written as SQL from its facts; the message is the reason.</summary>
internal sealed class NotRebuildableException(string reason) : Exception(reason);
