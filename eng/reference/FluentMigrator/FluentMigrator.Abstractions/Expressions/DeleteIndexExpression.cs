using FluentMigrator.Model;

namespace FluentMigrator.Expressions;

public class DeleteIndexExpression : MigrationExpressionBase
{
    public virtual IndexDefinition Index { get; set; } = new IndexDefinition();

    public override void ExecuteWith(IMigrationProcessor processor) => processor.Process(this);

    public override string ToString() => base.ToString() + Index.TableName;
}
