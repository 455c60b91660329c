namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads PostgreSQL's SQL with psql's additions.</summary>
internal sealed class PostgreSqlReader : ISqlReader
{
    /// <inheritdoc />
    public SqlDialect Dialect => SqlDialect.PostgreSql;

    /// <inheritdoc />
    public SqlScript Read(SqlSource source)
    {
        var output = new ScriptOutput(source.Path, source.Text);
        var start = Math.Min(Math.Max(source.Start, 0), source.Text.Length);
        var end = Math.Min(Math.Max(source.End, start), source.Text.Length);
        new ScriptReader(output, source.Text, start, end).Read(default);
        return output.ToScript();
    }
}
