using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;

namespace MigrationGuard.Postgres.Wire;

/// <summary>Asks the server for names of types, each once, on connections of its own.</summary>
/// <param name="connectionString">Connects to the server, in Npgsql's form; the database is the one of the type.</param>
public sealed class PostgresTypeNames(string connectionString) : ITypeNames, IDisposable
{
    private const int Patience = 5;

    private readonly ConcurrentDictionary<(string Database, uint Type, int Modifier), string?> _names = new();
    private readonly Lock _lock = new();
    private NpgsqlConnection? _connection;

    /// <inheritdoc />
    public string? Find(string database, uint type, int modifier)
    {
        if (_names.TryGetValue((database, type, modifier), out var known))
        {
            return known;
        }

        lock (_lock)
        {
            return _names.GetOrAdd((database, type, modifier), Ask);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
        {
            _connection?.Dispose();
            _connection = null;
        }
    }

    private string? Ask((string Database, uint Type, int Modifier) wanted)
    {
        try
        {
            using var command = new NpgsqlCommand("SELECT format_type(oid, $2) FROM pg_type WHERE oid = $1", Connection(wanted.Database));
            command.Parameters.Add(new NpgsqlParameter<uint> { NpgsqlDbType = NpgsqlDbType.Oid, TypedValue = wanted.Type });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = wanted.Modifier });
            return command.ExecuteScalar() as string;
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception) || exception is ArgumentException or FormatException)
        {
            _connection?.Dispose();
            _connection = null;
            return null;
        }
    }

    private NpgsqlConnection Connection(string database)
    {
        if (_connection?.Database == database)
        {
            return _connection;
        }

        _connection?.Dispose();
        // With an empty path every name but PostgreSQL's own comes with its schema.
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Database = database, SearchPath = "pg_catalog", Pooling = false, Timeout = Patience, CommandTimeout = Patience, ApplicationName = "migrationguard",
        };
        _connection = new NpgsqlConnection(settings.ConnectionString);
        _connection.Open();
        return _connection;
    }
}
