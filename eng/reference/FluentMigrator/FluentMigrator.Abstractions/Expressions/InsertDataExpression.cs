namespace FluentMigrator.Expressions;

public class InsertDataExpression : IMigrationExpression
{
    public string SchemaName { get; set; }

    public string TableName { get; set; }

    public void ExecuteWith(IMigrationProcessor processor) => processor.Process(this);

    public IMigrationExpression Reverse() => throw new NotSupportedException();
}
