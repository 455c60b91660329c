namespace FluentMigrator.Expressions;

public abstract class ExecuteSqlScriptExpressionBase : MigrationExpressionBase
{
    public IDictionary<string, string> Parameters { get; set; }
}
