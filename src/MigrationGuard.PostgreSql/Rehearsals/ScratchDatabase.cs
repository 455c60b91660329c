using System.Globalization;
using System.Security.Cryptography;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>
/// A database of one rehearsal. Its comment marks it; a session in it holds an advisory lock as long as its owner lives, which every role sees in
/// <c>pg_locks</c>. What a killed owner left behind is removed by the next one.
/// </summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    /// <summary>How the names of scratch databases begin.</summary>
    public const string Prefix = "migration_guard_rehearsal_";

    // Two words that nobody else locks: "MGRD" as bytes, and 1.
    private const string Key = "1296519748, 1";
    private const string Marker = "MigrationGuard rehearsal, removed by the next one; roles:";

    private const string Abandoned = """
        SELECT d.datname, pg_catalog.shobj_description(d.oid, 'pg_database') FROM pg_catalog.pg_database AS d
        WHERE pg_catalog.starts_with(d.datname, $1) AND pg_catalog.starts_with(pg_catalog.shobj_description(d.oid, 'pg_database'), $2)
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks AS l WHERE l.locktype = 'advisory' AND l.database = d.oid AND l.classid = 1296519748 AND l.objid = 1)
        """;

    private readonly string _server;
    private readonly NpgsqlConnection _admin;
    private readonly List<string> _roles = [];
    private NpgsqlConnection? _owner;

    private ScratchDatabase(string server, NpgsqlConnection admin)
    {
        (_server, _admin) = (server, admin);
        Name = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
    }

    /// <summary>Its name, one word in lower case.</summary>
    public string Name { get; }

    /// <summary>What is otherwise than asked for, for people; null when nothing is.</summary>
    public string? LocaleNote { get; private set; }

    /// <summary>Connects to it; may hold a password.</summary>
    public string ConnectionString => Settings(_server, Name).ConnectionString;

    /// <summary>Creates one, after what others left behind is gone.</summary>
    /// <param name="server">Connects to a database of the server.</param>
    /// <param name="locale">What stands behind CREATE DATABASE, from <see cref="DatabaseLocale"/>; empty for that of the server.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="DatabaseException">The server refuses or is lost.</exception>
    public static async Task<ScratchDatabase> CreateAsync(string server, string locale, CancellationToken cancellation)
    {
        var scratch = new ScratchDatabase(server, await OpenAsync(Settings(server, null), cancellation));
        try
        {
            await scratch.RemoveAbandonedAsync(cancellation);
            await scratch.MakeAsync(locale, cancellation);
            scratch._owner = await scratch.OpenAsync("owner", cancellation);
            await PostgresRows.RunAsync(scratch._owner, $"SELECT pg_catalog.pg_advisory_lock({Key})", cancellation);
            await scratch.MarkAsync(cancellation);
            return scratch;
        }
        catch
        {
            await scratch.DisposeAsync();
            throw;
        }
    }

    /// <summary>An open connection to it that is not pooled and waits for the server as long as it takes.</summary>
    public Task<NpgsqlConnection> OpenAsync(string purpose, CancellationToken cancellation)
    {
        var settings = Settings(_server, Name);
        settings.ApplicationName = $"migrationguard rehearse ({purpose})";
        return OpenAsync(settings, cancellation);
    }

    /// <summary>Roles that exist for the rehearsal only and go with the database; to be told before they are made.</summary>
    public async Task OwnRolesAsync(IEnumerable<string> roles, CancellationToken cancellation)
    {
        _roles.AddRange(roles);
        await MarkAsync(cancellation);
    }

    /// <summary>Runs a statement outside of the scratch database, on its server.</summary>
    public Task OnServerAsync(string sql, CancellationToken cancellation) => PostgresRows.RunAsync(_admin, sql, cancellation);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_owner is not null)
            {
                await _owner.DisposeAsync();
            }

            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await RemoveAsync(Name, _roles, limit.Token);
        }
        catch (Exception exception) when (exception is DatabaseException or OperationCanceledException)
        {
            // The server is gone or too busy: the next rehearsal there removes it.
        }
        finally
        {
            await _admin.DisposeAsync();
        }
    }

    private static NpgsqlConnectionStringBuilder Settings(string server, string? database)
    {
        var settings = new NpgsqlConnectionStringBuilder(server) { Pooling = false, Multiplexing = false, CommandTimeout = 0, IncludeErrorDetail = true };
        settings.Database = database ?? settings.Database;
        return settings;
    }

    private static async Task<NpgsqlConnection> OpenAsync(NpgsqlConnectionStringBuilder settings, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch (Exception exception)
        {
            await connection.DisposeAsync();
            throw PostgresErrors.IsProvider(exception) ? PostgresErrors.Wrap(exception) : exception;
        }
    }

    private async Task MakeAsync(string locale, CancellationToken cancellation)
    {
        try
        {
            await PostgresRows.RunAsync(_admin, $"CREATE DATABASE {Name} TEMPLATE template0{locale}", cancellation);
        }
        catch (DatabaseException exception) when (exception.SqlState is PostgresErrorCodes.InvalidParameterValue or PostgresErrorCodes.WrongObjectType && locale.Length > 0)
        {
            LocaleNote = $"the server does not have the collation of the database ({exception.Message}); the copy has that of the server";
            await MakeAsync("", cancellation);
        }
        catch (DatabaseException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new DatabaseException(exception.Message, exception.SqlState, exception.InnerException)
            {
                Hint = $"ALTER ROLE {RelationMap.Quote(_admin.UserName ?? "…")} CREATEDB grants it; or rehearse on another server with --scratch, or on a throw-away one with --local",
            };
        }
    }

    private Task MarkAsync(CancellationToken cancellation) =>
        PostgresRows.RunAsync(_admin, $"COMMENT ON DATABASE {Name} IS '{Marker} {string.Join(' ', _roles)}'", cancellation);

    private async Task RemoveAbandonedAsync(CancellationToken cancellation)
    {
        foreach (var (name, comment) in await PostgresRows.ReadAsync(_admin, Abandoned, row => (row.GetString(0), row.GetString(1)), cancellation, Prefix, Marker))
        {
            try
            {
                await RemoveAsync(name, comment[Marker.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries), cancellation);
            }
            catch (DatabaseException exception) when (!exception.IsConnectionLost)
            {
                // Another role's, or removed by somebody else at the same time.
            }
        }
    }

    private async Task RemoveAsync(string name, IEnumerable<string> roles, CancellationToken cancellation)
    {
        await PostgresRows.RunAsync(_admin, $"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)", cancellation);
        foreach (var role in roles.Where(IsOurs))
        {
            try
            {
                await PostgresRows.RunAsync(_admin, string.Create(CultureInfo.InvariantCulture, $"DROP ROLE IF EXISTS \"{role}\""), cancellation);
            }
            catch (DatabaseException exception) when (!exception.IsConnectionLost)
            {
                // Something depends on it by now, so it is needed.
            }
        }
    }

    private static bool IsOurs(string role) => role.StartsWith("migration_guard_", StringComparison.Ordinal) && role.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
