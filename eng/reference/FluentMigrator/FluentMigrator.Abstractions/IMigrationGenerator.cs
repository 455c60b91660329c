using FluentMigrator.Expressions;

namespace FluentMigrator;

public interface IMigrationGenerator
{
    string Generate(CreateTableExpression expression);
    string Generate(CreateColumnExpression expression);
    string Generate(AlterColumnExpression expression);
    string Generate(DeleteColumnExpression expression);
    string Generate(DeleteIndexExpression expression);
    string Generate(AlterDefaultConstraintExpression expression);
    string Generate(DeleteDefaultConstraintExpression expression);
    string Generate(InsertDataExpression expression);
    string Generate(UpdateDataExpression expression);
    string Generate(DeleteDataExpression expression);
}
