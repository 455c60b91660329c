namespace FluentMigrator.Expressions;

public class DeleteColumnExpression : MigrationExpressionBase
{
    public virtual string SchemaName { get; set; }

    public virtual string TableName { get; set; }

    public ICollection<string> ColumnNames { get; set; } = new List<string>();

    public override void ExecuteWith(IMigrationProcessor processor) => processor.Process(this);

    public override string ToString() => base.ToString() + TableName + " " + string.Join(", ", ColumnNames);
}
