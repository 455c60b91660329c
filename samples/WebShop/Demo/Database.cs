using MigrationGuard.TestKit;
using Npgsql;

namespace WebShop.Demo;

/// <summary>A database of the demo.</summary>
internal sealed class Database : IDisposable
{
    public const string AppRole = "webshop_app";

    private readonly PostgresDatabase _database;

    public Database(PostgresServer server)
    {
        _database = server.CreateDatabase();
        _database.Execute($"""
            DO $$ BEGIN CREATE ROLE {AppRole} LOGIN PASSWORD '{AppRole}'; EXCEPTION WHEN duplicate_object THEN NULL; END $$
            """);
        Apply("4.2/001_shop.sql");
        _database.Execute("INSERT INTO products (name, price) VALUES ('Teapot', 19.50), ('Cup', 4.25)");
        _database.Execute("INSERT INTO customers (username, email) SELECT 'customer-' || i, 'customer-' || i || '@example.com' FROM generate_series(1, 5000) AS i");
        ForApp = new NpgsqlConnectionStringBuilder(ForAdmin) { Username = AppRole, Password = AppRole }.ConnectionString;
    }

    public string ForAdmin => _database.ConnectionString;

    public string ForApp { get; }

    public void Apply(string migration) => _database.Execute(File.ReadAllText(Path.Combine(Layout.Shop, "migrations", migration)));

    public void Execute(string sql) => _database.Execute(sql);

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ForAdmin) { Pooling = false, ApplicationName = "psql" }.ConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    public async Task<T> AskAsync<T>(string sql, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Runs statements as whoever sits at psql would; the error that the server gives, or null.</summary>
    public async Task<PostgresException?> TryAsync(string sql, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await OpenAsync(cancellation);
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellation);
            return null;
        }
        catch (PostgresException exception)
        {
            return exception;
        }
    }

    /// <summary>Removes the application's role from the server, when its databases are gone.</summary>
    public static async Task ForgetRoleAsync(PostgresServer server)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"DROP ROLE IF EXISTS {AppRole}", connection);
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose() => _database.Dispose();
}
