using MigrationGuard.Sql.TSql.Reading;

namespace MigrationGuard.Sql.TSql;

/// <summary>Reads T-SQL scripts with sqlcmd's additions.</summary>
internal sealed class TSqlReader : ISqlReader
{
    public SqlDialect Dialect => SqlDialect.TSql;

    public SqlScript Read(SqlSource source)
    {
        var output = new ScriptOutput(source);
        new ScriptReader(output, ScriptText.Of(source)).Read();
        return output.ToScript();
    }
}
