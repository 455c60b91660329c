using FluentMigrator;
using FluentMigrator.Expressions;
using FluentMigrator.Model;
using FluentMigrator.Runner.Generators;

namespace MigrationGuard.FluentMigrator.Tests.Declared;

/// <summary>Writes what FluentMigrator's generator for PostgreSQL writes, for the expressions of the tests.</summary>
internal sealed class SmallGenerator : IMigrationGenerator, IGeneratorAccessor
{
    public IMigrationGenerator Generator => this;

    public string Generate(CreateTableExpression expression) => $"CREATE TABLE {Name(expression.SchemaName, expression.TableName)} ({string.Join(", ", expression.Columns.Select(Column))});";

    public string Generate(CreateColumnExpression expression) => $"ALTER TABLE {Name(expression.SchemaName, expression.TableName)} ADD {Column(expression.Column)};";

    public string Generate(AlterColumnExpression expression) => $"ALTER TABLE {Name(expression.SchemaName, expression.TableName)} ALTER \"{expression.Column.Name}\" TYPE {expression.Column.CustomType};";

    public string Generate(DeleteColumnExpression expression)
        => string.Join("\n", expression.ColumnNames.Select(column => $"ALTER TABLE {Name(expression.SchemaName, expression.TableName)} DROP COLUMN \"{column}\";"));

    public string Generate(DeleteIndexExpression expression) => $"DROP INDEX {Name(expression.Index.SchemaName, expression.Index.Name)};";

    public string Generate(AlterDefaultConstraintExpression expression) => throw new NotSupportedException();

    public string Generate(DeleteDefaultConstraintExpression expression) => throw new NotSupportedException();

    public string Generate(InsertDataExpression expression) => throw new NotSupportedException();

    public string Generate(UpdateDataExpression expression) => throw new NotSupportedException();

    public string Generate(DeleteDataExpression expression) => $"DELETE FROM {Name(expression.SchemaName, expression.TableName)} WHERE 1 = 1;";

    private static string Column(ColumnDefinition column) => $"\"{column.Name}\" {column.CustomType}{(column.IsNullable == true ? "" : " NOT NULL")}";

    private static string Name(string? schema, string name) => $"\"{(string.IsNullOrEmpty(schema) ? "public" : schema)}\".\"{name}\"";
}
