using System.Net;
using MigrationGuard.Postgres.Wire;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Postgres.Tests.Wire;

/// <summary>A database with a recorder in front of it.</summary>
internal sealed class WireScene : IAsyncDisposable
{
    private readonly PostgresDatabase _database;
    private readonly WireRecorder _recorder;
    private bool _ended;

    private WireScene(PostgresDatabase database, WireRecorder recorder, SeenStatements seen)
    {
        _database = database;
        _recorder = recorder;
        AllSeen = seen;
    }

    /// <summary>The database itself.</summary>
    public PostgresDatabase Database => _database;

    /// <summary>What was seen so far.</summary>
    public SeenStatements AllSeen { get; }

    /// <summary>Where clients connect.</summary>
    public IPEndPoint EndPoint => _recorder.EndPoint;

    /// <summary>The notes of the recorder.</summary>
    public IReadOnlyList<string> Notes => _recorder.Notes;

    /// <summary>Connects a client through the recorder.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Host = "127.0.0.1", Port = EndPoint.Port, Pooling = false }.ConnectionString;

    public static WireScene Start(int major, string? schema = null, Func<WireRecorderOptions, WireRecorderOptions>? with = null, ITypeNames? names = null)
    {
        var database = PostgresServer.Get(major).CreateDatabase();
        if (schema is not null)
        {
            database.Execute(schema);
        }

        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var options = new WireRecorderOptions { Server = new DnsEndPoint(server.Host!, server.Port) };
        var seen = new SeenStatements();
        return new WireScene(database, WireRecorder.Start(with?.Invoke(options) ?? options, seen, names), seen);
    }

    /// <summary>A client that is connected through the recorder.</summary>
    public NpgsqlConnection Open(string settings = "")
    {
        var connection = new NpgsqlConnection(ConnectionString + ";" + settings);
        connection.Open();
        return connection;
    }

    /// <summary>Ends the recorder; everything that it has passed on is recorded then.</summary>
    public async Task<SeenStatements> EndAsync()
    {
        _ended = true;
        await _recorder.DisposeAsync();
        return AllSeen;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            await _recorder.DisposeAsync();
        }

        _database.Dispose();
    }
}
