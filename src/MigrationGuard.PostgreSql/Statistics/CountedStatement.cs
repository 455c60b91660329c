namespace MigrationGuard.Postgres.Statistics;

/// <summary>An entry of pg_stat_statements.</summary>
/// <param name="QueryId">Its id on that server.</param>
/// <param name="Text">The statement with <c>$1</c>, <c>$2</c>, … in place of its constants; null when the server lost it.</param>
/// <param name="Calls">How often it ran since the statistics began.</param>
public sealed record CountedStatement(long QueryId, string? Text, long Calls);
