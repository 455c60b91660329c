using System.Data;

namespace FluentMigrator.Expressions;

public class PerformDBOperationExpression : MigrationExpressionBase
{
    public Action<IDbConnection, IDbTransaction> Operation { get; set; }

    public override void ExecuteWith(IMigrationProcessor processor) => processor.Process(this);
}
