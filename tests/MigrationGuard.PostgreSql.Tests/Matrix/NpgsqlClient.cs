using Npgsql;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>Npgsql, in the extended protocol.</summary>
internal sealed class NpgsqlClient(NpgsqlConnection connection) : IOldClient
{
    private readonly Dictionary<string, NpgsqlCommand> _prepared = [];

    public void Prepare(string name, string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Prepare();
        _prepared[name] = command;
    }

    public string RunPrepared(string name) => Answer(() => _prepared[name].ExecuteReader());

    public string Run(string sql)
    {
        if (sql.StartsWith("COPY", StringComparison.Ordinal))
        {
            return Copy(sql);
        }

        using var command = new NpgsqlCommand(sql, connection);
        return Answer(() => command.ExecuteReader());
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private string Copy(string sql)
    {
        try
        {
            connection.BeginTextImport(sql).Dispose();
            return "ok";
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }
    }

    private static string Answer(Func<NpgsqlDataReader> execute)
    {
        try
        {
            using var reader = execute();
            var rows = 0;
            var reads = reader.FieldCount > 0;
            while (reader.Read())
            {
                rows++;
            }

            reader.Close();
            return (reads ? rows : reader.RecordsAffected) == 0 ? "nothing" : "ok";
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }
    }
}
