using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.Manifests;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Judging;

/// <summary>A database with a ledger and a small shop, and a folder to work in.</summary>
internal sealed class JudgeFixture : IDisposable
{
    public const string Role = "webshop_app";

    public const string Shop = """
        CREATE TABLE users (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, username text NOT NULL, email text UNIQUE);
        CREATE TABLE orders (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES users, total numeric(10,2) NOT NULL DEFAULT 0);
        GRANT SELECT, INSERT, UPDATE, DELETE ON users, orders TO webshop_app;
        """;

    public static readonly (string Text, string Types)[] Statements =
    [
        ("SELECT id, username FROM users WHERE id = $1", "integer"),
        ("INSERT INTO users (username, email) VALUES ($1, $2) ON CONFLICT (email) DO NOTHING", "text,text"),
        ("SELECT sum(total) FROM orders WHERE user_id = $1", "integer"),
    ];

    private readonly PostgresServer _server;
    private bool _keeps;

    public JudgeFixture(int major, bool withLedger = true)
        : this(PostgresServer.Get(major), withLedger ? server => server.Copy("the shop with a ledger", Ledger) : server => server.Copy("the shop", database => database.Execute(Shop)))
    {
    }

    private JudgeFixture(PostgresServer server, Func<PostgresServer, PostgresDatabase> create)
    {
        _server = server;
        Run(_server.ConnectionString, $"DO $$ BEGIN IF to_regrole('{Role}') IS NULL THEN CREATE ROLE {Role} LOGIN; END IF; END $$");
        Database = create(_server);
        Folder.Write("shop.json", Manifest("4.2.0", Statements));
    }

    public TemporaryFolder Folder { get; } = new();

    public PostgresDatabase Database { get; }

    public static string Manifest(string label, params (string Text, string Types)[] statements) => Manifest(label, Role, statements);

    public static string Manifest(string label, string role, params (string Text, string Types)[] statements)
    {
        var builder = new ManifestBuilder(new StatementManifest { Service = "webshop", Label = label, Digest = "sha256:" + label, Role = role, SearchPath = "public" });
        foreach (var (text, types) in statements)
        {
            var parameters = types.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(type => new ManifestParameter(null, type)).ToArray();
            Assert.That(builder.Add(text, parameters, new StatementOrigin("Orders/UserStore.cs", 40 + builder.Count)), Is.Null);
        }

        return ManifestFile.ToJson(builder.Build());
    }

    /// <summary>A database in which more was done, once for all that name the same.</summary>
    public static JudgeFixture After(int major, string name, Action<JudgeFixture> prepare) => After(PostgresServer.Get(major), name, prepare);

    /// <summary>The same on a server.</summary>
    public static JudgeFixture After(PostgresServer server, string name, Action<JudgeFixture> prepare) => new(server, _ => server.Copy(name, database =>
    {
        database.Execute(Shop);
        using var shop = new JudgeFixture(server, _ => database);
        prepare(shop);
        // Commands have pools of their own, and nobody may be connected to what is copied.
        NpgsqlConnection.ClearAllPools();
        shop._keeps = true;
    }));

    /// <summary>Another database of the same server with the same shop.</summary>
    public PostgresDatabase Another(string change = "")
    {
        var other = _server.CreateDatabase();
        other.Execute(Shop + change);
        return other;
    }

    /// <summary>Runs a command against the database.</summary>
    public Outcome Tool(params string[] arguments) => On(Database.ConnectionString, arguments);

    /// <summary>Runs a command against another database.</summary>
    public Outcome On(string connection, params string[] arguments) => InProcess.Run(Folder, new() { ["MIGRATIONGUARD_CONNECTION"] = connection }, "", arguments);

    /// <summary>Runs a command that must succeed.</summary>
    public string Must(params string[] arguments)
    {
        var outcome = Tool(arguments);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Yes), outcome.Error + outcome.Output);
        return outcome.Output;
    }

    /// <summary>Publishes version 4.2.0 and makes it live.</summary>
    public void Live()
    {
        Must("statements", "publish", "shop.json");
        Must("versions", "add", "4.2.0");
    }

    /// <summary>The value of a query.</summary>
    public object? Value(string sql)
    {
        using var connection = Database.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_keeps)
        {
            Database.Dispose();
        }

        Folder.Dispose();
    }

    private static void Ledger(PostgresDatabase database)
    {
        database.Execute(Shop);
        foreach (var script in Directory.EnumerateFiles(RepositoryFiles.Path("src", "MigrationGuard.PostgreSql", "Scripts"), "*.sql").Order(StringComparer.Ordinal))
        {
            database.Execute(File.ReadAllText(script));
        }
    }

    private static void Run(string server, string sql)
    {
        using var connection = new NpgsqlConnection(server);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
