using Npgsql;
using NpgsqlTypes;

namespace MigrationGuard.Recording.App;

/// <summary>What an application does with Npgsql itself.</summary>
internal static class RawWork
{
    public static async Task RunAsync(string connectionString, string secret)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using (var command = source.CreateCommand("SELECT id, name FROM users WHERE name = $1 AND id > $2"))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = secret });
            command.Parameters.Add(new NpgsqlParameter { Value = 17L });
            await command.ExecuteNonQueryAsync();
        }

        await using (var command = source.CreateCommand("SELECT id FROM users WHERE name = 'secret-4711-in-a-literal' -- secret-4712-in-a-comment"))
        {
            await command.ExecuteScalarAsync();
        }

        WorkOnOneConnection(connectionString, secret);
    }

    private static void WorkOnOneConnection(string connectionString, string secret)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using (var prepared = new NpgsqlCommand("UPDATE users SET name = @name WHERE id = @id", connection))
        {
            prepared.Parameters.Add("name", NpgsqlDbType.Varchar);
            prepared.Parameters.Add("id", NpgsqlDbType.Integer);
            prepared.Prepare();
            for (var id = 1; id <= 5; id++)
            {
                prepared.Parameters["name"].Value = secret;
                prepared.Parameters["id"].Value = id;
                prepared.ExecuteNonQuery();
            }
        }

        using (var batch = new NpgsqlBatch(connection))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("DELETE FROM users WHERE id = $1") { Parameters = { new NpgsqlParameter { Value = 4 } } });
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT count(*) FROM users"));
            batch.ExecuteNonQuery();
        }

        using var copy = connection.BeginBinaryImport("COPY users (id, name) FROM STDIN (FORMAT BINARY)");
        copy.StartRow();
        copy.Write(99, NpgsqlDbType.Integer);
        copy.Write(secret, NpgsqlDbType.Text);
        copy.Complete();
    }
}
