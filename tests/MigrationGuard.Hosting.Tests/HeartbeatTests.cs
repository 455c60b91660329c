using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Presence;
using MigrationGuard.Presence;
using MigrationGuard.Servers;
using MigrationGuard.TestKit;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace MigrationGuard.Hosting.Tests;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class HeartbeatTests(int major)
{
    private HostScene _scene = null!;

    [SetUp]
    public void SetUp() => _scene = HostScene.Create(major);

    [TearDown]
    public void TearDown() => _scene?.Dispose();

    [Test]
    public async Task An_application_says_which_version_runs_where_and_goes_with_a_goodbye()
    {
        using var host = _scene.Host();
        await host.StartAsync();
        var beating = (await _scene.PresentAsync(seen => seen is [{ } one] && one.SeenAt > one.Since)).Single();
        Assert.That((beating.Identity.Service, beating.Identity.Label, beating.Identity.Digest, beating.Role, beating.ApplicationName),
            Is.EqualTo(("webshop", "4.2.0", "sha256:42", HostScene.App, "webshop-4.2.0")));
        Assert.That(beating.Identity.Instance, Does.StartWith($"{Environment.MachineName}/{Environment.ProcessId}/"));
        Assert.That((beating.Runs(PresenceOf.Recent), beating.EndedAt), Is.EqualTo((true, (DateTimeOffset?)null)));

        await host.StopAsync();

        var ended = (await _scene.PresentAsync()).Single();
        Assert.That((ended.EndedAt is null, ended.Runs(PresenceOf.Recent)), Is.EqualTo((false, false)));
        Assert.That(_scene.Lines(), Is.Empty);
    }

    [Test]
    public async Task The_sessions_of_a_version_carry_its_name_in_the_database()
    {
        using var host = _scene.Host();
        await host.StartAsync();
        await _scene.PresentAsync(seen => seen.Count == 1);
        Assert.That(_scene.Database.Ask<long>($"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'webshop-4.2.0' AND usename = '{HostScene.App}' AND datname = current_database()"), Is.EqualTo(1));
        await host.StopAsync();
    }

    [Test]
    public async Task Without_the_right_the_application_runs_and_the_log_says_once_what_to_grant()
    {
        using var host = _scene.Host(options => options.UsePostgreSql(_scene.ConnectionString(HostScene.Stranger)));
        await host.StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(0.5));
        await host.StopAsync();
        Assert.That(_scene.Lines(), Is.EqualTo(new[]
        {
            $"Warning: MigrationGuard cannot tell the database that webshop 4.2.0 runs, and goes on trying: permission denied for schema migration_guard. GRANT migration_guard_application TO \"{HostScene.Stranger}\"",
        }));
    }

    [Test]
    public async Task A_database_that_comes_back_is_told_again()
    {
        _scene.Database.Execute($"REVOKE migration_guard_application FROM {HostScene.App}");
        try
        {
            using var host = _scene.Host();
            await host.StartAsync();
            await Until(() => _scene.Lines().Count == 1);
            _scene.Database.Execute($"GRANT migration_guard_application TO {HostScene.App}");
            await Until(() => _scene.Lines().Count == 2);
            await host.StopAsync();
            Assert.That(_scene.Lines()[1], Is.EqualTo("Information: MigrationGuard tells the database again that webshop 4.2.0 runs"));
        }
        finally
        {
            _scene.Database.Execute($"GRANT migration_guard_application TO {HostScene.App}");
        }
    }

    [Test]
    public async Task A_server_that_does_not_answer_delays_neither_start_nor_stop()
    {
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start();
        using var host = _scene.Host(options => options.UsePostgreSql($"Host=127.0.0.1;Port={((IPEndPoint)deaf.LocalEndpoint).Port};Username=x;Database=x;SSL Mode=Disable;GSS Encryption Mode=Disable"));
        var clock = Stopwatch.StartNew();
        await host.StartAsync();
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
        await Task.Delay(200);
        clock.Restart();
        await host.StopAsync();
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(3)));
    }

    [Test]
    public async Task A_goodbye_that_has_to_wait_is_given_up_after_its_time()
    {
        using var host = _scene.Host(options => (options.Interval, options.Goodbye) = (TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(0.5)));
        await host.StartAsync();
        await _scene.PresentAsync(seen => seen.Count == 1);
        await using var holding = _scene.Database.Hold("LOCK TABLE migration_guard.presence IN ACCESS EXCLUSIVE MODE", "holder");
        var clock = Stopwatch.StartNew();
        await host.StopAsync();
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(3)));
        Assert.That(_scene.Lines().Single(), Does.StartWith("Information: MigrationGuard could not tell the database that this process ends: "));
    }

    [TestCase("SELECT * FROM migration_guard.presence")]
    [TestCase("SELECT * FROM migration_guard.presence()")]
    [TestCase("SELECT * FROM migration_guard.version")]
    [TestCase("SELECT migration_guard.prove(1)")]
    [TestCase("DELETE FROM migration_guard.presence")]
    public void Who_beats_reads_and_writes_nothing_of_the_ledger(string sql)
    {
        using var connection = new NpgsqlConnection(_scene.ConnectionString());
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        Assert.That(() => command.ExecuteNonQuery(), Throws.TypeOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("42501"));
    }

    [Test]
    public async Task Nobody_beats_or_leaves_for_a_process_of_another_role()
    {
        _scene.Database.Execute($"GRANT migration_guard_application TO {HostScene.Stranger}");
        try
        {
            await using var mine = PostgresSource.Create(_scene.ConnectionString(), new());
            await using var others = PostgresSource.Create(_scene.ConnectionString(HostScene.Stranger), new());
            var identity = new AppIdentity("webshop", "4.2.0", "", "web-1/1/a");
            await new PostgresPresence(mine).HeartbeatAsync(identity, default);
            Assert.That(() => new PostgresPresence(others).HeartbeatAsync(identity, default), Throws.TypeOf<DatabaseException>().With.Message.EqualTo("instance web-1/1/a of webshop 4.2.0 belongs to another role"));
            await new PostgresPresence(others).EndAsync(identity, default);
            Assert.That((await _scene.PresentAsync()).Single().EndedAt, Is.Null);
        }
        finally
        {
            _scene.Database.Execute($"REVOKE migration_guard_application FROM {HostScene.Stranger}");
        }
    }

    [Test]
    public async Task What_ended_days_ago_is_forgotten_when_a_new_process_comes()
    {
        _scene.Database.Execute("""
            INSERT INTO migration_guard.presence (service, label, digest, instance, role, application_name, seen_at, ended_at)
            SELECT 'webshop', '4.1.0', '', 'old-' || n, 'x', '', now() - n * interval '1 day', now() FROM generate_series(1, 10) AS n;
            INSERT INTO migration_guard.presence (service, label, digest, instance, role, application_name, seen_at)
            SELECT 'webshop', '4.0.0', '', 'many-' || n, 'x', '', now() - interval '2 h' FROM generate_series(1, 600) AS n;
            """);
        await using var source = PostgresSource.Create(_scene.ConnectionString(), new());
        await new PostgresPresence(source).HeartbeatAsync(new("webshop", "4.2.0", "", "new"), default);
        var left = (await _scene.PresentAsync()).GroupBy(seen => seen.Identity.Label).Select(version => (version.Key, version.Count()));
        Assert.That(left, Is.EquivalentTo(new[] { ("4.0.0", 500), ("4.1.0", 6), ("4.2.0", 1) }));
    }

    [TestCase("", "4.2.0", "i")]
    [TestCase("webshop", "4.2.0", "")]
    public async Task A_process_without_a_name_is_refused(string service, string label, string instance)
    {
        await using var source = PostgresSource.Create(_scene.ConnectionString(), new());
        Assert.That(() => new PostgresPresence(source).HeartbeatAsync(new(service, label, "", instance), default), Throws.TypeOf<DatabaseException>().With.Property("SqlState").EqualTo("22023"));
        Assert.That(() => new PostgresPresence(source).HeartbeatAsync(new("webshop", label, "", new string('i', 201)), default), Throws.TypeOf<DatabaseException>().With.Property("SqlState").EqualTo("22023"));
    }

    private static async Task Until(Func<bool> condition)
    {
        for (var clock = Stopwatch.StartNew(); !condition(); await Task.Delay(20))
        {
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
        }
    }
}
