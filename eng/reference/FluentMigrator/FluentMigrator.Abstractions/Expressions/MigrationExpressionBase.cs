namespace FluentMigrator.Expressions;

public abstract class MigrationExpressionBase : IMigrationExpression
{
    public abstract void ExecuteWith(IMigrationProcessor processor);

    public virtual IMigrationExpression Reverse() => throw new NotSupportedException();

    public override string ToString() => GetType().Name.Replace("Expression", "") + " ";
}
