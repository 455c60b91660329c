using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MigrationGuard.Cli;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.Manifests;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Routing;
using Npgsql;

namespace MigrationGuard.Acceptance.Tests.Support;

/// <summary>Two versions of a shop behind a real router on one guarded PostgreSQL, with a configuration and the tool.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public const string Role = "acceptance_app";

    private const string Schema = $"""
        CREATE TABLE users (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, username text NOT NULL, email text);
        INSERT INTO users (username, email) SELECT 'user ' || n, n || '@example.com' FROM generate_series(1, 100) AS n;
        GRANT USAGE ON SCHEMA public TO {Role};
        GRANT SELECT, INSERT, UPDATE ON users TO {Role};
        """;

    private static readonly Dictionary<PostgresServer, PostgresDatabase> Templates = [];

    private readonly TemporaryFolder _folder = new();

    private Shop(PostgresDatabase database, RouterKind router)
    {
        Database = database;
        Old = new ShopVersion("4.2.0", "blue", OldQuery, database.ConnectionString);
        New = new ShopVersion("4.3.0", "green", NewQuery, database.ConnectionString);
        Router = RouterServers.Launch(router, Old.Server.Port, New.Server.Port);
        _folder.Write("expand/001_handle.sql", "ALTER TABLE users ADD COLUMN handle text;\n");
        _folder.Write("expand/002_index.sql", "CREATE INDEX CONCURRENTLY users_handle ON users (handle);\n");
        _folder.Write("contract/001_username.sql", "ALTER TABLE users DROP COLUMN username;\n");
        Configure(_ => { });
    }

    private const string OldQuery = "SELECT username FROM users WHERE id = $1";

    private const string NewQuery = "SELECT handle FROM users WHERE id = $1";

    public PostgresDatabase Database { get; }

    public ShopVersion Old { get; }

    public ShopVersion New { get; }

    public IRouterServer Router { get; }

    /// <summary>The folder that the tool runs in.</summary>
    public string Folder => _folder.Path;

    /// <summary>A shop of which 4.2.0 is live with the traffic and 4.3.0 is published.</summary>
    public static Shop Open(int major, RouterKind router = RouterKind.HaProxy) => Open(PostgresServer.Get(major), router);

    /// <summary>The same on a server.</summary>
    public static Shop Open(PostgresServer server, RouterKind router = RouterKind.HaProxy) => new(server.Copy(Template(server)), router);

    /// <summary>Writes a file into the folder.</summary>
    public void Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Writes the configuration, with changes of the section <c>gate</c>.</summary>
    public void Configure(Action<JsonObject> change)
    {
        var gate = new JsonObject
        {
            ["service"] = "webshop",
            ["policy"] = JsonNode.Parse("""
                { "requiredEvidence": ["proof", "http:orders"], "bakeWindow": "1s", "bakeWindows": 1, "rollbackWindow": "1h", "pollInterval": "50ms",
                  "drainDeadline": "300ms", "stepPause": "50ms", "leaseDuration": "30s" }
                """),
            ["slots"] = new JsonObject { ["blue"] = Slot("blue", Old), ["green"] = Slot("green", New) },
            ["router"] = Section(),
            ["expand"] = new JsonObject { ["migrations"] = "expand", ["lockTimeout"] = "1s" },
            ["contract"] = new JsonObject { ["migrations"] = "contract", ["lockTimeout"] = "1s" },
            ["probes"] = new JsonArray(new JsonObject { ["name"] = "orders", ["path"] = "/orders/1", ["status"] = 200 }),
            ["bake"] = new JsonObject { ["probes"] = new JsonArray("orders") },
        };
        change(gate);
        Write("migrationguard.json", new JsonObject { ["gate"] = gate }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    /// <summary>Connects so that statements are counted.</summary>
    public string Counted => new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Options = "-c pg_stat_statements.track=top", Pooling = false }.ConnectionString;

    /// <summary>Starts the tool.</summary>
    public Tool Start(params string[] arguments) => StartOn(Counted, arguments);

    /// <summary>Starts the tool with another connection.</summary>
    public Tool StartOn(string connection, params string[] arguments) => Tool.Start(Folder, connection, arguments);

    /// <summary>Runs the tool.</summary>
    public async Task<ToolEnd> RunAsync(params string[] arguments)
    {
        using var tool = Start(arguments);
        return await tool.EndAsync();
    }

    /// <summary>Runs the tool in this process by a clock, and as a person.</summary>
    public (ExitCode Code, string Said) RunAt(TimeProvider time, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = Cli.Tool.Run(arguments, new Surroundings
        {
            Input = Stream.Null,
            Output = output,
            Error = error,
            Directory = Folder,
            Variable = name => name == "MIGRATIONGUARD_CONNECTION" ? Counted : null,
            Time = time,
        });
        return (code, $"{output}{error}");
    }

    /// <summary>Publishes a further version, which asks what the new one asks.</summary>
    public void Publish(string label)
    {
        Write("further.json", Manifest(label, NewQuery));
        using var tool = Start("statements", "publish", "further.json");
        tool.EndAsync().GetAwaiter().GetResult().Exited(0);
    }

    /// <summary>Ends the old version, the window and the support.</summary>
    public async Task RetireAsync()
    {
        await StopOldAsync();
        await RunAsync("release", "close", "--reason", "tried", "--as", "anna");
        (await RunAsync("versions", "retire", "4.2.0", "--reason", "tried")).Exited(0);
        (await RunAsync("release", "run", "--resume")).Exited(0);
    }

    /// <summary>Ends the process of the old version, as it were.</summary>
    public async Task StopOldAsync()
    {
        await Old.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>The version that answers at the front door.</summary>
    public async Task<string> AnswersAsync() => await MayAnswerAsync(TimeSpan.FromSeconds(10)) ?? throw new InvalidOperationException("nobody answers at the front door");

    /// <summary>The version that answers at the front door; null when none does.</summary>
    public Task<string?> MayAnswerAsync() => MayAnswerAsync(TimeSpan.FromMilliseconds(200));

    private async Task<string?> MayAnswerAsync(TimeSpan limit)
    {
        // A router may try for seconds to reach a server that has died before it says so.
        using var client = new HttpClient { Timeout = limit };
        try
        {
            using var response = await client.GetAsync(new Uri(Router.FrontDoor, "version"));
            return response.Headers.TryGetValues("X-Release", out var values) ? values.Single() : null;
        }
        catch (TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Waits until a version answers at the front door.</summary>
    public async Task UntilAsync(string version)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(10))
        {
            if (await MayAnswerAsync() == version)
            {
                return;
            }
        }

        Assert.Fail($"{version} does not answer");
    }

    /// <summary>The value of a query, as text.</summary>
    public string Value(string sql)
    {
        using var connection = Database.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Router.Dispose();
        await Old.DisposeAsync();
        await New.DisposeAsync();
        Database.Dispose();
        _folder.Dispose();
    }

    private JsonObject Section()
    {
        var section = Router.Section;
        section["frontDoorTimeout"] = "400ms";
        section["frontDoor"] = new Uri(Router.FrontDoor, "version").ToString();
        return section;
    }

    private static JsonObject Slot(string slot, ShopVersion version) => new() { ["url"] = version.Server.Address.ToString(), ["applicationName"] = $"webshop-{slot}" };

    private static PostgresDatabase Template(PostgresServer server)
    {
        lock (Templates)
        {
            if (!Templates.TryGetValue(server, out var template))
            {
                Templates[server] = template = Prepare(server);
            }

            return template;
        }
    }

    private static PostgresDatabase Prepare(PostgresServer server)
    {
        var database = server.CreateDatabase();
        database.Execute($"DO $$ BEGIN IF to_regrole('{Role}') IS NULL THEN CREATE ROLE {Role} LOGIN; END IF; END $$");
        database.Execute(Schema);
        using var folder = new TemporaryFolder();
        folder.Write("old.json", Manifest("4.2.0", OldQuery, "INSERT INTO users (username, email) VALUES ($1, $2)"));
        folder.Write("new.json", Manifest("4.3.0", NewQuery, "UPDATE users SET handle = $1 WHERE id = $2"));
        foreach (var arguments in (string[][])[["guard", "install", "--mode", "enforce"], ["statements", "publish", "old.json"], ["versions", "add", "4.2.0"], ["statements", "publish", "new.json"]])
        {
            using var tool = Tool.Start(folder.Path, database.ConnectionString, arguments);
            tool.EndAsync().GetAwaiter().GetResult();
        }

        NpgsqlConnection.ClearAllPools();
        return database;
    }

    private static string Manifest(string label, params string[] statements)
    {
        var builder = new ManifestBuilder(new StatementManifest { Service = "webshop", Label = label, Digest = "sha256:" + label, Role = Role, SearchPath = "public" });
        foreach (var text in statements)
        {
            Assert.That(builder.Add(text, [], new StatementOrigin("Shop/UserStore.cs", 40 + builder.Count)), Is.Null);
        }

        return ManifestFile.ToJson(builder.Build());
    }
}
