using FsCheck.Fluent;
using MigrationGuard.Operations;
using MigrationGuard.Sql;
using MigrationGuard.Tests.Generators;

namespace MigrationGuard.Tests.Sql.PostgreSql;

public sealed class PostgreSqlWriterTests
{
    private static readonly ISqlWriter Writer = Sqls.Writer(SqlDialect.PostgreSql);

    [Test]
    public void Every_operation_that_PostgreSQL_has_is_written()
    {
        var unwritten = OperationGenerator.PostgreSql.Sample(5000).Where(operation => string.IsNullOrWhiteSpace(Writer.Write(operation)));
        Assert.That(unwritten, Is.Empty);
    }
}
