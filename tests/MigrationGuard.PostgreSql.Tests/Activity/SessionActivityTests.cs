using MigrationGuard.Postgres.Activity;
using MigrationGuard.Postgres.Tests.Judging;
using MigrationGuard.Servers;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Postgres.Tests.Activity;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class SessionActivityTests(int major)
{
    private PostgresDatabase _database = null!;
    private PostgresSource _source = null!;
    private PostgresSessionActivity _activity = null!;

    [SetUp]
    public void SetUp()
    {
        _database = PostgresServer.Get(major).CreateDatabase();
        _source = PostgresSource.Create(_database.ConnectionString, new());
        _activity = new(_source);
    }

    [TearDown]
    public async Task TearDown()
    {
        await _source.DisposeAsync();
        _database.Dispose();
    }

    [Test]
    public async Task A_session_is_seen_by_its_name_with_host_state_and_age()
    {
        await using var worker = await ConnectAsync("shop-4.2.0");
        var seen = await _activity.ReadAsync("shop-4.2.0", default);
        var session = seen.Sessions.Single();
        Assert.That((session.Process, session.ApplicationName, session.IsVisible, session.State), Is.EqualTo((worker.ProcessID, "shop-4.2.0", true, "idle")));
        Assert.That(session.Host, Is.EqualTo("127.0.0.1").Or.EqualTo("::1").Or.EqualTo("local"));
        Assert.That(session.Age, Is.InRange(TimeSpan.Zero, TimeSpan.FromMinutes(1)));
    }

    [Test]
    public async Task A_statement_between_two_looks_is_seen_and_none_is_not()
    {
        await using var worker = await ConnectAsync("shop-green");
        await RunAsync(worker, "SELECT 1");
        var first = await _activity.ReadAsync("shop-green", default);
        var second = await _activity.ReadAsync("shop-green", default);
        Assert.That(second.Sessions.Single().StatementAt, Is.LessThan(first.At));

        await RunAsync(worker, "SELECT 2");
        var third = await _activity.ReadAsync("shop-green", default);
        Assert.That(third.Sessions.Single().StatementAt, Is.InRange(second.At, third.At));
    }

    [Test]
    public async Task A_pooled_session_that_is_used_again_is_seen()
    {
        var settings = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { ApplicationName = "shop-pooled", Pooling = true };
        await using var pool = NpgsqlDataSource.Create(settings);
        await using (var command = pool.CreateCommand("SELECT 1"))
        {
            await command.ExecuteScalarAsync();
        }

        var before = await _activity.ReadAsync("shop-pooled", default);
        await using (var command = pool.CreateCommand("SELECT 1"))
        {
            await command.ExecuteScalarAsync();
        }

        var after = await _activity.ReadAsync("shop-pooled", default);
        Assert.That(after.Sessions.Single().Process, Is.EqualTo(before.Sessions.Single().Process));
        Assert.That(after.Sessions.Single().StatementAt, Is.GreaterThan(before.At));
    }

    [Test]
    public async Task Other_names_and_other_databases_are_not_seen()
    {
        using var other = PostgresServer.Get(major).CreateDatabase();
        await using var elsewhere = await ConnectAsync("shop-blue", other.ConnectionString);
        await using var similar = await ConnectAsync("shop-blue-2");
        Assert.That((await _activity.ReadAsync("shop-blue", default)).Sessions, Is.Empty);
    }

    [TestCase("a name that is longer than the sixty-three bytes that a server keeps of it, 4.2.0")]
    [TestCase("Bücher-日本")]
    [TestCase("line\nend")]
    public async Task A_name_that_the_server_stores_in_another_form_is_found(string name)
    {
        await using var worker = await ConnectAsync(name);
        Assert.That((await _activity.ReadAsync(name, default)).Sessions.Select(session => session.Process), Is.EqualTo(new[] { worker.ProcessID }));
    }

    [Test]
    public async Task Without_the_right_a_session_of_another_role_is_seen_and_what_it_does_is_not()
    {
        using var role = new TestRole(PostgresServer.Get(major));
        await using var worker = await ConnectAsync("shop-hidden");
        await RunAsync(worker, "SELECT 1");
        var settings = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = role.Name };
        await using var source = PostgresSource.Create(settings.ConnectionString, new());
        var session = (await new PostgresSessionActivity(source).ReadAsync("shop-hidden", default)).Sessions.Single();
        Assert.That((session.Process, session.IsVisible, session.Host, session.State, session.StatementAt, session.Age), Is.EqualTo((worker.ProcessID, false, (string?)null, (string?)null, (DateTimeOffset?)null, (TimeSpan?)null)));
    }

    [Test]
    public async Task A_server_that_does_not_track_says_so()
    {
        await using var worker = await ConnectAsync("shop-untracked");
        await RunAsync(worker, "SET track_activities = off");
        await RunAsync(worker, "SELECT 1");
        var session = (await _activity.ReadAsync("shop-untracked", default)).Sessions.Single();
        Assert.That((session.State, session.IsVisible), Is.EqualTo(("disabled", true)));
    }

    [Test]
    public async Task Rollbacks_are_counted()
    {
        var before = await _activity.CountersAsync(default);
        await using (var worker = await ConnectAsync("shop"))
        {
            for (var round = 0; round < 5; round++)
            {
                Assert.ThrowsAsync<PostgresException>(() => RunAsync(worker, "SELECT missing FROM nowhere"));
            }
        }

        var after = before;
        for (var round = 0; round < 100 && after.Rollbacks < before.Rollbacks + 5; round++)
        {
            await Task.Delay(50);
            after = await _activity.CountersAsync(default);
        }

        Assert.That(after.Rollbacks - before.Rollbacks, Is.EqualTo(5));
    }

    [Test]
    public async Task A_server_that_is_gone_is_a_database_that_does_not_answer()
    {
        var settings = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Port = 1, Host = "127.0.0.1" };
        await using var source = PostgresSource.Create(settings.ConnectionString, new());
        Assert.ThrowsAsync<DatabaseException>(() => new PostgresSessionActivity(source).ReadAsync("shop", default));
    }

    private async Task<NpgsqlConnection> ConnectAsync(string name, string? connectionString = null)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString ?? _database.ConnectionString) { ApplicationName = name, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteScalarAsync();
    }
}
