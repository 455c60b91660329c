using MigrationGuard.Postgres.Tombstones;
using MigrationGuard.TestKit;
using MigrationGuard.Tombstones;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Tombstones;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class HitsTests(int major)
{
    private TombstoneScene _scene = null!;

    [SetUp]
    public async Task Create() => _scene = await CreateAsync(TombstoneScene.App);

    [TearDown]
    public async Task Remove()
    {
        if (_scene is not null)
        {
            await _scene.DisposeAsync();
        }
    }

    [TestCase("SELECT nickname\n FROM users")]
    [TestCase("SELECT * FROM users")]
    [TestCase("DO $$ BEGIN PERFORM nickname FROM users; END $$")]
    public async Task Who_asks_for_a_hidden_column_is_in_the_log_with_role_statement_and_application(string sql)
    {
        await _scene.HideAsync();
        Assert.That(_scene.Try("tombstone_app", "SELECT id, handle FROM users"), Is.Null);
        var quiet = await LookAsync();
        Assert.That((quiet.Hits, quiet.Gap), Is.EqualTo((Array.Empty<TombstoneHit>(), (string?)null)));

        _scene.Try("tombstone_app", sql);
        var hit = (await LookAsync()).Hits.Single();
        Assert.That((hit.Object, hit.Role, hit.Application, hit.SqlState, hit.Statement, hit.Source), Is.EqualTo(("public.users.nickname", "tombstone_app", "webshop-4.2.0", "42501", sql, "log")));
        Assert.That((await LookAsync()).Hits, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Errors_about_other_things_are_no_hits()
    {
        _scene.Try("tombstone_app", "SELECT nickname FROM missing");
        _scene.Database.Execute("CREATE TABLE other (nickname text); CREATE TABLE users_of_another (id int)");
        await _scene.HideAsync();
        foreach (var sql in new[] { "SELECT nickname FROM other", "SELECT id FROM users_of_another", "SELECT gone FROM users", "SELECT 1/0 FROM users" })
        {
            Assert.That(_scene.Try("tombstone_app", sql), Is.Not.Null, sql);
        }

        Assert.That(_scene.Try("tombstone_member", "SELECT nickname FROM users"), Is.EqualTo("42501"), "It never had the right.");
        Assert.That((await LookAsync()).Hits, Is.Empty);
    }

    [Test]
    public async Task A_name_that_is_out_of_reach_is_asked_for_with_other_errors()
    {
        await using var scene = await CreateAsync("tombstone_owner");
        await scene.HideAsync("ALTER TABLE users DROP COLUMN nickname; DROP TABLE legacy;");
        scene.Try("tombstone_owner", "SELECT u.nickname FROM users AS u");
        scene.Try("tombstone_owner", "SELECT note FROM legacy");

        Assert.That((await scene.Tombstones.LookAsync(TombstoneScene.Release, default))!.Hits.Select(hit => (hit.Object, hit.SqlState, hit.Role)), Is.EqualTo(new[] { ("public.users.nickname", "42703", "tombstone_owner"), ("public.legacy", "42P01", "tombstone_owner") }));
    }

    [Test]
    public async Task A_log_that_cannot_be_read_is_said_with_the_grants_that_it_needs_and_is_never_quiet()
    {
        _scene.Database.Execute("GRANT migration_guard_releaser TO tombstone_owner");
        var tombstones = new PostgresTombstones(new NpgsqlConnectionStringBuilder(_scene.Database.ConnectionString) { Username = "tombstone_owner", Pooling = false }.ConnectionString, TombstoneScene.Settings);
        var steps = TombstoneScene.Steps("ALTER TABLE users DROP COLUMN nickname");
        await tombstones.HideAsync(TombstoneScene.Release, steps, _scene.Lease, default);
        const string Rights = "the server's log may not be read: GRANT pg_monitor TO tombstone_owner; GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_binary_file(text, bigint, bigint, boolean) TO tombstone_owner";
        Assert.That((await tombstones.LookAsync(TombstoneScene.Release, default))!.Gap, Is.EqualTo($"{Rights}\nwhen that is mended, hide it anew: migrationguard contract restore, then contract tombstone"));
        Assert.That((await tombstones.PlanAsync(steps, default)).Problems, Has.Some.EqualTo($"nobody would see a hit: {Rights}"));

        await tombstones.ShowAsync(TombstoneScene.Release, default);
        foreach (var grant in Rights[Rights.IndexOf("GRANT", StringComparison.Ordinal)..].Split(';'))
        {
            _scene.Database.Execute(grant);
        }

        await tombstones.HideAsync(TombstoneScene.Release, steps, _scene.Lease, default);
        Assert.That((await tombstones.LookAsync(TombstoneScene.Release, default))!.Gap, Is.Null);
        _scene.Try("tombstone_app", "SELECT nickname FROM users");
        Assert.That((await tombstones.LookAsync(TombstoneScene.Release, default))!.Hits, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_log_that_leaves_out_errors_is_not_quiet_and_a_rotated_one_is_read_on()
    {
        await _scene.HideAsync();
        _scene.Try("tombstone_app", "SELECT nickname FROM users");
        _scene.Database.Execute("SELECT pg_rotate_logfile(); SELECT pg_sleep(1.1)");
        Assert.That((await LookAsync()).Hits, Has.Count.EqualTo(1));

        _scene.Database.Execute($"ALTER DATABASE {_scene.Database.Name} SET log_min_messages = fatal");
        Assert.That((await LookAsync()).Gap, Is.EqualTo("the server's log leaves out errors: set log_min_messages to error or less"));
    }

    private Task<TombstoneScene> CreateAsync(string role) => TombstoneScene.CreateWithLogAsync(major, "GRANT SELECT ON users, legacy TO tombstone_app, tombstone_report", role);

    private async Task<Hiding> LookAsync() => (await _scene.Tombstones.LookAsync(TombstoneScene.Release, default))!;
}
