namespace MigrationGuard.Sql;

/// <summary>The language that a script is written in.</summary>
public enum SqlDialect
{
    /// <summary>PostgreSQL's SQL, with psql's additions.</summary>
    PostgreSql,

    /// <summary>T-SQL, with GO.</summary>
    TSql,
}
