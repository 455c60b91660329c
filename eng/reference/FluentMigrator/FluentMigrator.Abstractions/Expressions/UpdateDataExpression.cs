namespace FluentMigrator.Expressions;

public class UpdateDataExpression : MigrationExpressionBase
{
    public string SchemaName { get; set; }

    public string TableName { get; set; }

    public List<KeyValuePair<string, object>> Set { get; set; }

    public List<KeyValuePair<string, object>> Where { get; set; }

    public bool IsAllRows { get; set; }

    public override void ExecuteWith(IMigrationProcessor processor) => processor.Process(this);
}
