using System.Data;
using FluentMigrator.Expressions;

namespace FluentMigrator;

public interface IMigrationProcessor : IQuerySchema, IDisposable
{
    void Execute(string sql);
    void Execute(string template, params object[] args);
    DataSet ReadTableData(string schemaName, string tableName);
    void BeginTransaction();
    void CommitTransaction();
    void RollbackTransaction();
    void Process(CreateTableExpression expression);
    void Process(CreateColumnExpression expression);
    void Process(AlterColumnExpression expression);
    void Process(DeleteColumnExpression expression);
    void Process(DeleteIndexExpression expression);
    void Process(AlterDefaultConstraintExpression expression);
    void Process(DeleteDefaultConstraintExpression expression);
    void Process(InsertDataExpression expression);
    void Process(UpdateDataExpression expression);
    void Process(DeleteDataExpression expression);
    void Process(PerformDBOperationExpression expression);
}
