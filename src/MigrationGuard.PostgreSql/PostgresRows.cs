using Npgsql;

namespace MigrationGuard.Postgres;

/// <summary>Statements on an open connection, in its transaction if it has one, of which the errors are those of a database.</summary>
internal static class PostgresRows
{
    /// <summary>Runs a query and reads the rows.</summary>
    /// <exception cref="MigrationGuard.Servers.DatabaseException">The server refuses or is lost.</exception>
    public static async Task<List<T>> ReadAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params object?[] parameters)
    {
        try
        {
            await using var command = Command(connection, sql, parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellation))
            {
                rows.Add(read(reader));
            }

            return rows;
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }

    /// <summary>Runs statements.</summary>
    /// <exception cref="MigrationGuard.Servers.DatabaseException">The server refuses or is lost.</exception>
    public static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, params object?[] parameters)
    {
        try
        {
            await using var command = Command(connection, sql, parameters);
            await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object?[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter as NpgsqlParameter ?? new NpgsqlParameter { Value = parameter ?? DBNull.Value });
        }

        return command;
    }
}
