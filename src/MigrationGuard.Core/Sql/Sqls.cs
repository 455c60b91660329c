using MigrationGuard.Sql.PostgreSql;
using MigrationGuard.Sql.TSql;

namespace MigrationGuard.Sql;

/// <summary>The readers and writers by dialect.</summary>
public static class Sqls
{
    /// <summary>The reader of a dialect.</summary>
    public static ISqlReader Reader(SqlDialect dialect) => dialect switch
    {
        SqlDialect.PostgreSql => new PostgreSqlReader(),
        SqlDialect.TSql => new TSqlReader(),
        _ => throw new ArgumentOutOfRangeException(nameof(dialect)),
    };

    /// <summary>The writer of a dialect.</summary>
    public static ISqlWriter Writer(SqlDialect dialect) => dialect switch
    {
        SqlDialect.PostgreSql => new PostgreSqlWriter(),
        SqlDialect.TSql => new TSqlWriter(),
        _ => throw new ArgumentOutOfRangeException(nameof(dialect)),
    };
}
