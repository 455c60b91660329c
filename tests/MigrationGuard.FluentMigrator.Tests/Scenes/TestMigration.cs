using FluentMigrator;
using FluentMigrator.Expressions;
using FluentMigrator.Infrastructure;

namespace MigrationGuard.FluentMigrator.Tests.Scenes;

/// <summary>A migration made of expressions, as the builders of FluentMigrator make them.</summary>
public sealed class TestMigration(Action<IMigrationContext> up, Action<IMigrationContext>? down = null) : IMigration
{
    public string ConnectionString => "";

    public void GetUpExpressions(IMigrationContext context) => up(context);

    public void GetDownExpressions(IMigrationContext context) => (down ?? (_ => throw new NotSupportedException("there is no way back")))(context);
}

/// <summary>What the builders add to a context.</summary>
internal static class Expressions
{
    public static void Sql(this IMigrationContext context, string sql) => context.Expressions.Add(new ExecuteSqlStatementExpression { SqlStatement = sql });

    public static void AddColumn(this IMigrationContext context, string table, string column, bool? nullable = true)
        => context.Expressions.Add(new CreateColumnExpression { TableName = table, Column = { Name = column, CustomType = "text", IsNullable = nullable } });

    public static void DropColumn(this IMigrationContext context, string table, string column)
        => context.Expressions.Add(new DeleteColumnExpression { TableName = table, ColumnNames = { column } });

    public static void WithConnection(this IMigrationContext context, Action called)
        => context.Expressions.Add(new PerformDBOperationExpression { Operation = (_, _) => called() });
}
