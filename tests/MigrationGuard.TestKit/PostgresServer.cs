using System.Globalization;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.TestKit;

/// <summary>A real PostgreSQL server for tests, one per major version and test process.</summary>
public sealed class PostgresServer
{
    private static readonly Dictionary<int, Lazy<PostgresServer?>> Servers = [];

    private static readonly Dictionary<int, PostgresServer> WithLog = [];

    private readonly Dictionary<string, PostgresDatabase> _originals = [];

    private int _databases;

    private PostgresServer(int major, string connectionString, string origin)
    {
        Major = major;
        ConnectionString = connectionString;
        Origin = origin;
    }

    /// <summary>The major versions on which every fact is rehearsed.</summary>
    public static IReadOnlyList<int> Majors { get; } = [15, 18];

    /// <summary>The major version, such as 15.</summary>
    public int Major { get; }

    /// <summary>Connects a superuser to the database <c>postgres</c>.</summary>
    public string ConnectionString { get; }

    /// <summary>Where the server comes from, for people.</summary>
    public string Origin { get; }

    /// <summary>The server of that major version; without one the test is ignored, or fails where CI=true.</summary>
    public static PostgresServer Get(int major)
    {
        Lazy<PostgresServer?>? server;
        lock (Servers)
        {
            if (!Servers.TryGetValue(major, out server))
            {
                Servers[major] = server = new Lazy<PostgresServer?>(() => Find(major));
            }
        }

        return server.Value ?? throw Missing(major);
    }

    /// <summary>A server of its own that writes its log into files as JSON; only local binaries can.</summary>
    public static PostgresServer GetWithLog(int major)
    {
        lock (WithLog)
        {
            if (!WithLog.TryGetValue(major, out var server))
            {
                var binaries = PostgresBinaries.Installed.FirstOrDefault(found => found.Major == major) ?? throw Missing(major);
                WithLog[major] = server = new PostgresServer(major, LocalCluster.Start(binaries, "-c", "logging_collector=on", "-c", "log_destination=jsonlog", "-c", "log_rotation_size=0"), binaries.Directory);
                server.WaitUntilReady();
            }

            return server;
        }
    }

    /// <summary>An empty database with a name of its own, dropped when the result is disposed.</summary>
    public PostgresDatabase CreateDatabase() => CreateDatabase("template0");

    /// <summary>A copy of a database to which nobody is connected, dropped when the result is disposed.</summary>
    public PostgresDatabase Copy(PostgresDatabase original) => CreateDatabase(original.Name);

    /// <summary>A copy of a database that is prepared once on this server, dropped when the result is disposed.</summary>
    /// <param name="name">What is prepared; whoever names the same prepares the same.</param>
    /// <param name="prepare">Fills the original.</param>
    public PostgresDatabase Copy(string name, Action<PostgresDatabase> prepare)
    {
        lock (_originals)
        {
            if (!_originals.TryGetValue(name, out var original))
            {
                original = CreateDatabase();
                prepare(original);
                original.Release();
                _originals[name] = original;
            }

            return Copy(original);
        }
    }

    /// <summary>Drops what was prepared for copies, for a test that asks what is left in the whole cluster.</summary>
    public void DropOriginals()
    {
        lock (_originals)
        {
            foreach (var original in _originals.Values)
            {
                original.Dispose();
            }

            _originals.Clear();
        }
    }

    private void WaitUntilReady()
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); ; Task.Delay(TimeSpan.FromMilliseconds(50)).GetAwaiter().GetResult())
        {
            try
            {
                using var connection = new NpgsqlConnection(ConnectionString);
                connection.Open();
                return;
            }
            catch (NpgsqlException) when (clock.Elapsed < TimeSpan.FromSeconds(30))
            {
                continue;
            }
        }
    }

    private PostgresDatabase CreateDatabase(string template)
    {
        var number = Interlocked.Increment(ref _databases);
        return new PostgresDatabase(ConnectionString, string.Create(CultureInfo.InvariantCulture, $"test_{Environment.ProcessId}_{number}"), template);
    }

    private static PostgresServer? Find(int major)
    {
        if (GivenServers.Find(major) is { } given)
        {
            return new PostgresServer(major, given, GivenServers.Variable);
        }

#if TESTCONTAINERS
        if (ContainerServer.TryStart(major) is { } container)
        {
            return new PostgresServer(major, container, "container");
        }
#endif

        return PostgresBinaries.Installed.FirstOrDefault(found => found.Major == major) is { } binaries
            ? new PostgresServer(major, LocalCluster.Start(binaries), binaries.Directory)
            : null;
    }

    private static Exception Missing(int major)
    {
        var message = $"No PostgreSQL {major} here. Run: dotnet cake --target=Servers";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            return new AssertionException(message);
        }

        return new IgnoreException(message);
    }
}
