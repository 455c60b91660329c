using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>A throw-away server of programs that are installed here; it ends with this process, however that ends.</summary>
public sealed class LocalServer : IAsyncDisposable
{
    private const string RolesQuery = """
        SELECT pg_catalog.format('CREATE ROLE %I %s%s%s%s', r.rolname, CASE WHEN r.rolcanlogin THEN 'LOGIN' ELSE 'NOLOGIN' END, CASE WHEN r.rolsuper THEN ' SUPERUSER' ELSE '' END, CASE WHEN r.rolinherit THEN '' ELSE ' NOINHERIT' END, CASE WHEN r.rolbypassrls THEN ' BYPASSRLS' ELSE '' END)
        FROM pg_catalog.pg_roles AS r WHERE r.rolname NOT LIKE 'pg\_%' AND r.rolname <> 'postgres' AND r.rolname NOT LIKE 'migration\_guard\_%'
        """;

    private const string SettingsQuery = """
        SELECT pg_catalog.format('ALTER ROLE %I SET %s TO ', r.rolname, n.name)
            || CASE WHEN n.name IN ('search_path', 'session_preload_libraries', 'local_preload_libraries', 'datestyle', 'temp_tablespaces') THEN n.value ELSE pg_catalog.quote_literal(n.value) END
        FROM pg_catalog.pg_roles AS r, pg_catalog.unnest(r.rolconfig) AS c(line),
            LATERAL (SELECT pg_catalog.split_part(c.line, '=', 1) AS name, pg_catalog.substr(c.line, pg_catalog.strpos(c.line, '=') + 1) AS value) AS n
        WHERE r.rolname NOT LIKE 'pg\_%' AND r.rolname NOT LIKE 'migration\_guard\_%' AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_db_role_setting AS s WHERE s.setrole = r.oid AND s.setdatabase <> 0 AND s.setconfig = r.rolconfig)
        """;

    private const string MembersQuery = """
        SELECT pg_catalog.format('GRANT %I TO %I', g.rolname, m.rolname) FROM pg_catalog.pg_auth_members AS a
        JOIN pg_catalog.pg_roles AS g ON g.oid = a.roleid JOIN pg_catalog.pg_roles AS m ON m.oid = a.member
        WHERE m.rolname NOT LIKE 'pg\_%' AND m.rolname NOT LIKE 'migration\_guard\_%' AND g.rolname NOT LIKE 'migration\_guard\_%'
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LocalServer(PostgresProgram program, int port)
    {
        ConnectionString = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;SSL Mode=Disable");
        _process = new Process { StartInfo = StartInfo(Path.GetDirectoryName(program.Path)!, port), EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _ready.TrySetResult(false);
    }

    /// <summary>Connects its superuser.</summary>
    public string ConnectionString { get; }

    /// <summary>The programs for a server of at least that version, of the same when it is here; or why there are none.</summary>
    public static (PostgresProgram? Program, string Why) Find(int major)
    {
        if (OperatingSystem.IsWindows())
        {
            return (null, "--local needs a Unix shell; name a server with --scratch");
        }

        var found = PostgresProgram.Find("postgres").Where(program => File.Exists(Path.Combine(Path.GetDirectoryName(program.Path)!, "initdb"))).ToList();
        var fit = found.Find(program => program.Major == major) ?? found.LastOrDefault(program => program.Major > major);
        return fit is not null ? (fit, "")
            : (null, found.Count == 0 ? FormattableString.Invariant($"--local: PostgreSQL is not installed here; install PostgreSQL {major}, or name a server with --scratch")
                : FormattableString.Invariant($"--local: the newest PostgreSQL installed here is {found[^1].Major}, and the database is on {major}: install that one, or name a server with --scratch"));
    }

    /// <summary>Starts one, with the roles of another server.</summary>
    /// <exception cref="DatabaseException">It does not start, or is lost.</exception>
    public static async Task<LocalServer> StartAsync(PostgresProgram program, NpgsqlConnection origin, CancellationToken cancellation)
    {
        var server = await LaunchAsync(program, cancellation) ?? await LaunchAsync(program, cancellation);
        if (server is null)
        {
            throw new DatabaseException($"PostgreSQL {program.Major} of {Path.GetDirectoryName(program.Path)} does not start", null, null) { Hint = "run its initdb and postgres by hand to see why, or name a server with --scratch" };
        }

        try
        {
            await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
            await connection.OpenAsync(cancellation);
            foreach (var query in new[] { RolesQuery, SettingsQuery, MembersQuery })
            {
                foreach (var statement in await PostgresRows.ReadAsync(origin, query, row => row.GetString(0), cancellation))
                {
                    await TryAsync(connection, statement, cancellation);
                }
            }

            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await Task.WhenAny(_process.WaitForExitAsync(patience.Token));
        _process.Dispose();
    }

    // The free port may be taken between the question and the start, hence null and a second try.
    private static async Task<LocalServer?> LaunchAsync(PostgresProgram program, CancellationToken cancellation)
    {
        var server = new LocalServer(program, FreePort());
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        try
        {
            if (await server._ready.Task.WaitAsync(Patience, cancellation))
            {
                return server;
            }
        }
        catch (TimeoutException)
        {
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        await server.DisposeAsync();
        return null;
    }

    private static async Task TryAsync(NpgsqlConnection connection, string statement, CancellationToken cancellation)
    {
        try
        {
            await PostgresRows.RunAsync(connection, statement, cancellation);
        }
        catch (DatabaseException exception) when (!exception.IsConnectionLost)
        {
            // A setting or a membership that this version does not have; a proof that minds says so.
        }
    }

    private void Read(string? line)
    {
        if (line?.Contains("ready to accept connections", StringComparison.Ordinal) == true)
        {
            _ready.TrySetResult(true);
        }
        else if (line?.Contains("FATAL:", StringComparison.Ordinal) == true)
        {
            _ready.TrySetResult(false);
        }
    }

    // PostgreSQL refuses to run as root.
    private static ProcessStartInfo StartInfo(string programs, int port)
    {
        string[] command = ["sh", "-c", Script(), "cluster.sh", programs, port.ToString(CultureInfo.InvariantCulture)];
        command = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. command] : command;
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private static string Script()
    {
        using var stream = typeof(LocalServer).Assembly.GetManifestResourceStream("rehearsal-cluster.sh")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
