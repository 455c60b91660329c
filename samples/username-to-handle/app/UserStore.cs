using Dapper;
using Npgsql;

namespace Shop;

public sealed class UserStore(NpgsqlConnection connection)
{
    private const string Columns = "id, username, email";

    public Task<User?> Find(int id) =>
        connection.QuerySingleOrDefaultAsync<User>($"SELECT {Columns} FROM users WHERE id = @id", new { id });

    public Task<IEnumerable<User>> List(bool newestFirst)
    {
        var sql = $"SELECT {Columns} FROM users";
        if (newestFirst)
        {
            sql += " ORDER BY id DESC";
        }

        return connection.QueryAsync<User>(sql);
    }

    public async Task Rename(int id, string name)
    {
        await using var command = new NpgsqlCommand("UPDATE users SET username = @name WHERE id = @id", connection);
        command.Parameters.AddWithValue("name", name);
        command.Parameters.AddWithValue("id", id);
        await command.ExecuteNonQueryAsync();
    }

    public Task<IEnumerable<User>> Search(string filter) =>
        connection.QueryAsync<User>($"SELECT {Columns} FROM users WHERE {filter}");
}
