namespace FluentMigrator.Expressions;

public class ExecuteSqlStatementExpression : ExecuteSqlScriptExpressionBase
{
    public virtual string SqlStatement { get; set; }

    public virtual string Description { get; set; }

    public override void ExecuteWith(IMigrationProcessor processor) => processor.Execute(SqlStatement);

    public override string ToString() => base.ToString() + (Description ?? SqlStatement);
}
