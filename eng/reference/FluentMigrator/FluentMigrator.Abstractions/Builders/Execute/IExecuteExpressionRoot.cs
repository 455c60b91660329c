using FluentMigrator.Infrastructure;
using System.Data;

namespace FluentMigrator.Builders.Execute;

public interface IExecuteExpressionRoot : IFluentSyntax
{
    void Sql(string sqlStatement);
    void Sql(string sqlStatement, IDictionary<string, string> parameters);
    void Sql(string sqlStatement, string description);
    void Sql(string sqlStatement, string description, IDictionary<string, string> parameters);
    void Script(string pathToSqlScript);
    void Script(string pathToSqlScript, IDictionary<string, string> parameters);
    void WithConnection(Action<IDbConnection, IDbTransaction> operation);
    void WithConnection(Action<IDbConnection, IDbTransaction> operation, string description);
    void EmbeddedScript(string embeddedSqlScriptName);
    void EmbeddedScript(string embeddedSqlScriptName, IDictionary<string, string> parameters);
}
