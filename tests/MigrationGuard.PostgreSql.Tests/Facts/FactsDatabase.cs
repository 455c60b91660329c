using System.Globalization;
using System.Text.Json.Nodes;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Postgres.Tests.Facts;

/// <summary>A database with the functions that read facts, the objects of fixture.sql, and an application's role of its own.</summary>
internal sealed class FactsDatabase : IDisposable
{
    // Everything of fixture.sql and the role itself, as the role is affected.
    private const string FactsQuery =
        """
        SELECT kind || ' ' || identity, facts::text
        FROM (
            SELECT classes || 'pg_authid'::regclass::oid AS classes, objects || $1::regrole::oid AS objects FROM migration_guard.user_objects()
        ) AS listed, migration_guard.facts_of(listed.classes, listed.objects, $1::regrole)
        """;

    private static int _numbers;

    private readonly PostgresDatabase _database;

    public FactsDatabase(int major)
    {
        _database = PostgresServer.Get(major).CreateDatabase();
        Role = string.Create(CultureInfo.InvariantCulture, $"facts_{Environment.ProcessId}_{Interlocked.Increment(ref _numbers)}");
        _database.Execute($"CREATE ROLE {Role} LOGIN");
        using (var connection = _database.Open())
        {
            GuardScripts.CreateFactsAsync(connection, CancellationToken.None).GetAwaiter().GetResult();
        }

        _database.Execute(Fill(File.ReadAllText(RepositoryFiles.Path("tests", "MigrationGuard.PostgreSql.Tests", "Facts", "fixture.sql"))));
    }

    public string Role { get; }

    public string ConnectionString => _database.ConnectionString;

    /// <summary>A connection whose search_path is the fixture's schema.</summary>
    public NpgsqlConnection Open()
    {
        var connection = _database.Open();
        Run(connection, "SET search_path = app; SET client_min_messages = warning");
        return connection;
    }

    public string Fill(string sql) => sql
        .Replace("{role}", Role, StringComparison.Ordinal)
        .Replace("{database}", new NpgsqlConnectionStringBuilder(ConnectionString).Database, StringComparison.Ordinal);

    public void Run(NpgsqlConnection connection, string sql)
    {
        if (sql.Length == 0)
        {
            return;
        }

        using var command = new NpgsqlCommand(Fill(sql), connection);
        command.ExecuteNonQuery();
    }

    public SortedDictionary<string, JsonNode> Read(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(FactsQuery, connection) { Parameters = { new NpgsqlParameter { Value = Role, DataTypeName = "text" } } };
        using var reader = command.ExecuteReader();
        var found = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        while (reader.Read())
        {
            found.Add(Hide(reader.GetString(0)), JsonNode.Parse(Hide(reader.GetString(1)))!);
        }

        return found;
    }

    public void Dispose()
    {
        _database.Dispose();
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "postgres" }.ConnectionString);
        connection.Open();
        Run(connection, "DROP ROLE {role}");
    }

    private string Hide(string text) => text.Replace(Role, "{role}", StringComparison.Ordinal);
}
