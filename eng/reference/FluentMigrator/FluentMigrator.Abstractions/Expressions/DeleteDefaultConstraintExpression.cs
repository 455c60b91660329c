namespace FluentMigrator.Expressions;

public class DeleteDefaultConstraintExpression : MigrationExpressionBase
{
    public virtual string SchemaName { get; set; }

    public virtual string TableName { get; set; }

    public virtual string ColumnName { get; set; }

    public override void ExecuteWith(IMigrationProcessor processor) => processor.Process(this);

    public override string ToString() => base.ToString() + TableName + " " + ColumnName;
}
