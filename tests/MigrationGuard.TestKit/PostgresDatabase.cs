using Npgsql;

namespace MigrationGuard.TestKit;

/// <summary>A database of one test.</summary>
public sealed class PostgresDatabase : IDisposable
{
    private readonly string _server;
    private readonly string _name;

    internal PostgresDatabase(string server, string name, string template)
    {
        _server = server;
        _name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name, IncludeErrorDetail = true }.ConnectionString;
        // Half the time of writing every page to the log, where nothing is synced.
        OnServer($"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
    }

    /// <summary>Its name, one word in lower case.</summary>
    public string Name => _name;

    /// <summary>Connects the server's superuser to this database.</summary>
    public string ConnectionString { get; }

    /// <summary>Opens a connection; the caller disposes it.</summary>
    public NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Runs statements on a connection of their own.</summary>
    public void Execute(string sql)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>The first value that a query answers.</summary>
    public T Ask<T>(string sql)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand(sql, connection);
        return (T)command.ExecuteScalar()!;
    }

    /// <summary>A session that has run a statement in a transaction and stays there; the caller disposes it.</summary>
    public NpgsqlConnection Hold(string sql, string application)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { ApplicationName = application, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand("BEGIN; " + sql, connection);
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Closes the connections of the pool, so that it can be copied.</summary>
    public void Release()
    {
        using var pool = new NpgsqlConnection(ConnectionString);
        NpgsqlConnection.ClearPool(pool);
    }

    /// <summary>Drops the database, whoever is still connected.</summary>
    public void Dispose()
    {
        Release();
        OnServer($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
    }

    private void OnServer(string sql)
    {
        using var connection = new NpgsqlConnection(_server);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
