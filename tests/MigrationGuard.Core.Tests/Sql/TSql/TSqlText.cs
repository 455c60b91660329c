using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Tests.Sql.TSql;

/// <summary>Reads T-SQL in tests.</summary>
internal static class TSqlText
{
    private static readonly ISqlReader Reader = Sqls.Reader(SqlDialect.TSql);

    public static SqlScript Script(string sql) => Reader.Read(new SqlSource("migration.sql", sql));

    public static Step[] Steps(string sql) => [.. Script(sql).Steps];

    public static Operation[] Operations(string sql) => [.. Script(sql).Steps.Select(step => step.Operation)];

    /// <summary>The operations besides the heads of IF, WHILE and the like.</summary>
    public static Operation[] Effects(string sql) => [.. Operations(sql).Where(operation => operation is not ControlFlow)];

    public static T Single<T>(string sql)
        where T : Operation
    {
        var operations = Operations(sql);
        Assert.That(operations, Has.Length.EqualTo(1), string.Join("\n", operations.AsEnumerable()));
        Assert.That(operations[0], Is.InstanceOf<T>());
        return (T)operations[0];
    }
}
