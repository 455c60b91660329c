using System.Diagnostics;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.Guarding;
using MigrationGuard.Postgres.Catalog;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Plans;

/// <summary>A guarded database with rows, a migration that is pending, and the tool.</summary>
internal sealed class ExecuteScene : IDisposable
{
    public const string Change = """
        CREATE INDEX ix_orders_customer ON orders (customer_id);
        ALTER TABLE customers RENAME COLUMN username TO handle;
        ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id);
        ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL;
        UPDATE orders SET note = 'none' WHERE note IS NULL;

        """;

    private const string Base = """
        CREATE TABLE customers (id bigint PRIMARY KEY, username text NOT NULL CONSTRAINT one_name UNIQUE, city text);
        CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, note text);

        """;

    public ExecuteScene(int major, int rows = 2_000, string change = Change)
        : this(major, FormattableString.Invariant($"a guarded shop of {rows} customers"), Base, Base + Filled(rows), change)
    {
    }

    /// <param name="major">The server.</param>
    /// <param name="name">What the database is, for others that need the same.</param>
    /// <param name="released">The migration that is released.</param>
    /// <param name="install">What makes the database.</param>
    /// <param name="change">The migration that is pending.</param>
    public ExecuteScene(int major, string name, string released, string install, string change)
    {
        Database = PostgresServer.Get(major).Copy(name, database => Install(database, install));
        Folder.Write("db/001_base.sql", released);
        Folder.Write("db/002_change.sql", change);
    }

    public PostgresDatabase Database { get; }

    public TemporaryFolder Folder { get; } = new();

    private Dictionary<string, string> Variables => new() { ["MIGRATIONGUARD_CONNECTION"] = Database.ConnectionString, ["MIGRATIONGUARD_AS"] = "eve" };

    /// <summary>Plans into the folder <c>plan</c>.</summary>
    public Outcome Plan() => Plan("db", "--since", "001");

    /// <summary>Plans other migrations into it.</summary>
    public Outcome Plan(params string[] what) => InProcess.Run(Folder, Variables, "", ["plan", "--write", "plan", .. what]);

    /// <summary>Executes the folder <c>plan</c> in this process.</summary>
    public Outcome Execute(params string[] further) => InProcess.Run(Folder, Variables, "", ["execute", "plan", .. further]);

    /// <summary>Starts to execute the folder <c>plan</c> in a process of its own.</summary>
    public Process Start(params string[] further)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "migrationguard.dll"), "execute", "plan", .. further]) { WorkingDirectory = Folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>Reads one value.</summary>
    public T Ask<T>(string sql)
    {
        using var connection = Database.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return (T)command.ExecuteScalar()!;
    }

    /// <summary>The fingerprint of the schema and a digest of all rows.</summary>
    public (string Schema, string Rows) State()
    {
        using var connection = Database.Open();
        var schema = SnapshotReader.ReadAsync(connection, CancellationToken.None).GetAwaiter().GetResult().Fingerprint.Value;
        return (schema, Ask<string>("SELECT md5(string_agg(t::text, ',' ORDER BY t::text COLLATE \"C\")) FROM (SELECT c::text AS t FROM customers AS c UNION ALL SELECT o::text FROM orders AS o) AS every"));
    }

    public void Dispose()
    {
        Database.Dispose();
        Folder.Dispose();
    }

    private static string Filled(int rows) => FormattableString.Invariant($"""
        INSERT INTO customers SELECT n, 'user' || n, 'city' || n % 100 FROM generate_series(1, {rows}) AS n;
        INSERT INTO orders SELECT n, n, CASE WHEN n % 2 = 0 THEN 'note' END FROM generate_series(1, {rows}) AS n;
        """);

    private static void Install(PostgresDatabase database, string sql)
    {
        database.Execute(sql);
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        new PostgresGuard(connection).InstallAsync(new GuardOptions { Mode = GuardMode.Enforce }, default).GetAwaiter().GetResult();
    }
}
