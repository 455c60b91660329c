using FluentMigrator.Model;

namespace FluentMigrator.Expressions;

public class CreateColumnExpression : MigrationExpressionBase
{
    public virtual string SchemaName { get; set; }

    public virtual string TableName { get; set; }

    public virtual ColumnDefinition Column { get; set; } = new ColumnDefinition { ModificationType = ColumnModificationType.Create };

    public override void ExecuteWith(IMigrationProcessor processor) => processor.Process(this);

    public override string ToString() => base.ToString() + TableName + " " + Column.Name;
}
