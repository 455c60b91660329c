namespace FluentMigrator.Expressions;

public class DeleteDataExpression : IMigrationExpression
{
    public virtual string SchemaName { get; set; }

    public string TableName { get; set; }

    public virtual bool IsAllRows { get; set; }

    public void ExecuteWith(IMigrationProcessor processor) => processor.Process(this);

    public IMigrationExpression Reverse() => throw new NotSupportedException();
}
