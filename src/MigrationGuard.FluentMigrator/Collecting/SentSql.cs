using FluentMigrator.Expressions;

namespace MigrationGuard.FluentMigrator.Collecting;

/// <summary>One command that a migration sends.</summary>
/// <param name="Expression">The expression that it comes from; null where a migration talks to the processor directly.</param>
/// <param name="Sql">Its text; empty where it cannot be seen.</param>
/// <param name="Unseen">Why it cannot be seen; null where it can.</param>
internal sealed record SentSql(IMigrationExpression? Expression, string Sql, string? Unseen);
