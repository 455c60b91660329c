using Npgsql;

namespace MigrationGuard.Postgres;

/// <summary>Queries of which the errors are those of a database.</summary>
internal static class PostgresRows
{
    /// <summary>Runs a query on an open connection, in its transaction if it has one, and reads the rows.</summary>
    /// <exception cref="MigrationGuard.Servers.DatabaseException">The server refuses or is lost.</exception>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
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
}
