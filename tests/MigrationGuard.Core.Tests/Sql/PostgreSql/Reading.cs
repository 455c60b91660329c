using MigrationGuard.Collections;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Tests.Sql.PostgreSql;

/// <summary>Short ways to read SQL in tests.</summary>
internal static class Reading
{
    private static readonly ISqlReader Reader = Sqls.Reader(SqlDialect.PostgreSql);

    public static SqlScript Script(string sql) => Reader.Read(new SqlSource("m.sql", sql));

    public static EquatableList<Step> Steps(string sql) => Script(sql).Steps;

    public static Operation[] Operations(string sql) => [.. Steps(sql).Select(step => step.Operation)];

    public static Operation Operation(string sql)
    {
        var operations = Operations(sql);
        Assert.That(operations, Has.Length.EqualTo(1), string.Join("\n", operations.Select(o => o.ToString())));
        return operations[0];
    }

    /// <summary>An expression; expressions are compared by text.</summary>
    public static SqlExpression Sql(string text) => new(text, ExpressionKind.Other, default, default);

    public static string TextAt(string sql, Step step) => sql.Substring(step.Span.Start, step.Span.Length);
}
