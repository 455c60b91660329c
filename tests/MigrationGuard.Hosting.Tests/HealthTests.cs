using MigrationGuard.Postgres.Presence;
using MigrationGuard.TestKit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MigrationGuard.Hosting.Tests;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class HealthTests(int major)
{
    private HostScene _scene = null!;

    [SetUp]
    public void SetUp() => _scene = HostScene.Create(major);

    [TearDown]
    public void TearDown() => _scene?.Dispose();

    [Test]
    public async Task AVersion_that_proves_is_healthy_also_on_a_schema_that_is_ahead()
    {
        using var host = _scene.Host();
        var first = await HostScene.CheckAsync(host);
        Assert.That((first.Status, first.Description), Is.EqualTo((HealthStatus.Healthy, "2 statements of webshop 4.2.0 work on this schema")));

        _scene.Database.Execute("ALTER TABLE users ADD handle text; CREATE TABLE orders (id int)");

        var ahead = await HostScene.CheckAsync(host);
        Assert.That((ahead.Status, ahead.Description), Is.EqualTo((HealthStatus.Healthy, "2 statements of webshop 4.2.0 work on this schema")));
        Assert.That(ahead.Data["schema"], Is.Not.EqualTo(first.Data["schema"]));
    }

    [Test]
    public async Task AVersion_that_misses_a_column_fails_and_names_statement_and_message()
    {
        using var host = _scene.Host();
        _scene.Database.Execute("ALTER TABLE users DROP COLUMN username");
        var broken = await HostScene.CheckAsync(host);
        Assert.That(broken.Status, Is.EqualTo(HealthStatus.Unhealthy));
        Assert.That(broken.Description, Does.StartWith("webshop 4.2.0 does not work on this schema: Users/UserStore.cs:42: SELECT username FROM users WHERE id = $1: column \"username\" does not exist (42703)"));

        _scene.Database.Execute("ALTER TABLE users ADD username text");
        Assert.That((await HostScene.CheckAsync(host)).Status, Is.Not.EqualTo(HealthStatus.Unhealthy));
    }

    [Test]
    public async Task A_right_that_was_taken_from_the_application_fails_too()
    {
        using var host = _scene.Host();
        _scene.Database.Execute($"REVOKE SELECT ON users FROM {HostScene.App}");
        Assert.That((await HostScene.CheckAsync(host)).Status, Is.EqualTo(HealthStatus.Unhealthy));
    }

    [Test]
    public async Task A_locked_table_leaves_it_open_within_seconds()
    {
        using var host = _scene.Host(options => options.HealthPatience = TimeSpan.FromSeconds(3));
        await using var holding = _scene.Database.Hold("LOCK TABLE users IN ACCESS EXCLUSIVE MODE", "holder");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var busy = await HostScene.CheckAsync(host);
        Assert.That(busy.Status, Is.EqualTo(HealthStatus.Degraded));
        Assert.That(busy.Description, Does.Contain("lock timeout"));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(4)));
    }

    [TestCase("4.9.9", "sha256:42", "nothing is published of webshop 4.9.9, so nothing is proved: migrationguard statements publish stores its manifest")]
    [TestCase("4.2.0", "sha256:99", "published as webshop 4.2.0 is sha256:42, this process is sha256:99")]
    public async Task What_is_not_published_is_no_failure(string version, string digest, string text)
    {
        using var host = _scene.Host(options => (options.Version, options.Digest) = (version, digest));
        var unknown = await HostScene.CheckAsync(host);
        Assert.That((unknown.Status, unknown.Description), Is.EqualTo((HealthStatus.Degraded, text)));
    }

    [Test]
    public async Task A_missing_right_of_the_check_itself_is_named_and_is_no_failure()
    {
        using var host = _scene.Host(options => options.UsePostgreSql(_scene.ConnectionString(HostScene.Stranger)));
        var refused = await HostScene.CheckAsync(host);
        Assert.That(refused.Status, Is.EqualTo(HealthStatus.Degraded));
        Assert.That(refused.Description, Is.EqualTo(
            $"nobody can tell whether webshop 4.2.0 works on this schema: permission denied for schema migration_guard. GRANT migration_guard_application TO \"{HostScene.Stranger}\""));
    }

    [Test]
    public async Task A_database_without_a_guard_is_no_failure()
    {
        using var empty = PostgresServer.Get(major).CreateDatabase();
        using var host = _scene.Host(options => options.UsePostgreSql(empty.ConnectionString));
        var unknown = await HostScene.CheckAsync(host);
        Assert.That(unknown.Status, Is.EqualTo(HealthStatus.Degraded));
        Assert.That(unknown.Description, Does.Contain("there is no guard of this version in database").And.EndWith("Run 'migrationguard guard install'."));
    }
}
