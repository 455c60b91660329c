using System.Net;
using System.Net.Sockets;
using MigrationGuard.Servers;
using MigrationGuard.TestKit;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Catalog;

[TestFixture(15)]
[TestFixture(18)]
public sealed class PostgresSourceTests(int major)
{
    private static readonly PostgresLimits Short = new() { Connect = TimeSpan.FromSeconds(2), Statement = TimeSpan.FromMilliseconds(300), Lock = TimeSpan.FromMilliseconds(100) };

    private string Server => PostgresServer.Get(major).ConnectionString;

    [Test]
    public async Task A_port_without_a_server_is_a_lost_connection_with_advice()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var error = await OpenErrorAsync($"Host=127.0.0.1;Port={port};Username=x");
        AssertError(error, null, "refused", "no server listens there: check host and port, and whether the server is running");
        Assert.That(error.IsConnectionLost && error.IsTransient);
    }

    [Test]
    public async Task A_server_that_does_not_answer_is_given_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var error = await OpenErrorAsync($"Host=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};Username=x");
        Assert.That(error, Has.Property(nameof(DatabaseException.IsTransient)).True.And.Property(nameof(DatabaseException.Hint)).Contains("did not answer in time").Or.Property(nameof(DatabaseException.Hint)).Contains("time limit"));
    }

    [Test]
    public async Task An_unknown_host_is_said()
        => Assert.That((await OpenErrorAsync("Host=no-such-host.invalid;Username=x")).Hint, Is.EqualTo("the host name is not known: check its spelling"));

    [Test]
    public async Task An_unknown_database_is_named()
    {
        var error = await OpenErrorAsync(new NpgsqlConnectionStringBuilder(Server) { Database = "no such" }.ConnectionString);
        AssertError(error, "3D000", "database \"no such\" does not exist", "check the database's name");
        Assert.That(error.IsTransient, Is.False);
    }

    [Test]
    public async Task A_role_that_may_not_log_in_is_named()
    {
        var role = $"nologin_{Environment.ProcessId}_{major}";
        await using var source = PostgresSource.Create(Server, new PostgresLimits());
        await using var connection = await source.OpenAsync(CancellationToken.None);
        await RunAsync(connection, $"CREATE ROLE {role} NOLOGIN");
        try
        {
            var error = await OpenErrorAsync(new NpgsqlConnectionStringBuilder(Server) { Username = role, Password = "secret word" }.ConnectionString);
            AssertError(error, "28000", $"role \"{role}\" is not permitted to log in", "may log in");
            Assert.That(error.ToString(), Does.Not.Contain("secret word"));
        }
        finally
        {
            await RunAsync(connection, $"DROP ROLE {role}");
        }
    }

    [Test]
    public void A_wrong_password_keeps_its_code_and_gets_advice()
    {
        var error = PostgresErrors.Wrap(new PostgresException("password authentication failed for user \"x\"", "FATAL", "FATAL", "28P01"));
        AssertError(error, "28P01", "password authentication failed", "check the password");
        Assert.That(error.IsTransient, Is.False);
    }

    [Test]
    public async Task A_statement_that_takes_too_long_is_cancelled_by_the_server()
    {
        var error = await RunErrorAsync("SELECT pg_sleep(5)");
        AssertError(error, "57014", "statement timeout", "the time limit of the statement ended");
        Assert.That(error, Has.Property(nameof(DatabaseException.IsTransient)).True.And.Property(nameof(DatabaseException.IsConnectionLost)).False);
    }

    [Test]
    public async Task A_lock_that_is_not_free_in_time_is_busy()
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        database.Execute("CREATE TABLE t ()");
        using var holder = database.Open();
        using var transaction = holder.BeginTransaction();
        using (var command = new NpgsqlCommand("LOCK t", holder))
        {
            command.ExecuteNonQuery();
        }

        AssertError(await RunErrorAsync("SELECT FROM t", database.ConnectionString), "55P03", "lock timeout", "another transaction holds a lock");
    }

    [Test]
    public async Task A_connection_that_the_server_ends_is_lost()
    {
        var error = await RunErrorAsync("SELECT pg_terminate_backend(pg_backend_pid())");
        Assert.That(error, Has.Property(nameof(DatabaseException.IsConnectionLost)).True.And.Property(nameof(DatabaseException.SqlState)).EqualTo("57P01"));
    }

    [Test]
    public async Task A_hint_of_the_server_comes_before_ours()
        => Assert.That((await RunErrorAsync("SELECT now(1)")).Hint, Does.StartWith("No function matches"));

    [TestCase("password=hunter2;what=ever")]
    [TestCase("Host=x;Port=hunter2")]
    public void What_is_no_connection_string_is_not_repeated(string text)
    {
        var error = Assert.Throws<DatabaseException>(() => PostgresSource.Create(text, Short));
        Assert.That(error!.ToString(), Does.Contain("no connection string").And.Not.Contain("hunter2"));
    }

    [Test]
    public async Task A_cancelled_read_ends_at_once()
    {
        await using var source = PostgresSource.Create(Server, new PostgresLimits());
        await using var connection = await source.OpenAsync(CancellationToken.None);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.That(
            async () => await PostgresRows.ReadAsync(connection, "SELECT pg_sleep(20)::text", row => row.GetString(0), cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static void AssertError(DatabaseException error, string? sqlState, string message, string hint) => Assert.Multiple(() =>
    {
        Assert.That(error.SqlState, Is.EqualTo(sqlState));
        Assert.That(error.Message, Does.Contain(message).IgnoreCase);
        Assert.That(error.Hint, Does.Contain(hint));
        Assert.That(error.InnerException, Is.Not.Null.And.Not.TypeOf<DatabaseException>());
    });

    private static async Task<DatabaseException> OpenErrorAsync(string connectionString)
    {
        await using var source = PostgresSource.Create(connectionString, Short);
        try
        {
            await using var connection = await source.OpenAsync(CancellationToken.None);
        }
        catch (DatabaseException exception)
        {
            return exception;
        }

        throw new AssertionException("it connected");
    }

    private async Task<DatabaseException> RunErrorAsync(string sql, string? connectionString = null)
    {
        await using var source = PostgresSource.Create(connectionString ?? Server, Short);
        await using var connection = await source.OpenAsync(CancellationToken.None);
        try
        {
            await PostgresRows.ReadAsync(connection, sql, _ => 0, CancellationToken.None);
        }
        catch (DatabaseException exception)
        {
            return exception;
        }

        throw new AssertionException("it ran");
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
