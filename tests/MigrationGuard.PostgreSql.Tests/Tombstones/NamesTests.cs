using MigrationGuard.TestKit;
using MigrationGuard.Tombstones;

namespace MigrationGuard.PostgreSql.Tests.Tombstones;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class NamesTests(int major)
{
    [TestCase("tombstone_owner", "tombstone_owner owns it")]
    [TestCase("tombstone_everything", "tombstone_everything reads everything as a member of pg_read_all_data")]
    [TestCase("tombstone_deputy", "tombstone_deputy may become its owner tombstone_owner with SET ROLE")]
    public async Task Where_rights_do_not_bind_the_application_it_is_said_and_the_name_hides(string role, string why)
    {
        await using var scene = await TombstoneScene.CreateAsync(major, "GRANT SELECT ON users TO tombstone_report", role);
        var before = scene.Rights();
        var hidden = await scene.HideAsync();

        Assert.That((hidden.IsDone, hidden.Why), Is.EqualTo((true, "public.users.nickname is called _dropped_nickname")));
        var found = (await scene.Tombstones.FindAsync(TombstoneScene.Release, default))!.Objects.Single();
        Assert.That((found.Unbound.Single(), found.Note, found.HiddenName, found.RightsWithdrawn), Is.EqualTo((why, $"rights alone prove nothing: {why}", "_dropped_nickname", true)));
        Assert.That(scene.Try("tombstone_owner", "SELECT nickname FROM users"), Is.EqualTo("42703"));

        await scene.ShowAsync();
        Assert.That((scene.Rights(), scene.Try("tombstone_owner", "SELECT nickname FROM users")), Is.EqualTo((before, (string?)null)));
    }

    [Test]
    public async Task A_name_as_long_as_can_be_is_cut_between_characters_and_avoids_what_is_taken()
    {
        var name = string.Concat(Enumerable.Repeat("ä", 31));
        await using var scene = await TombstoneScene.CreateAsync(major, $"ALTER TABLE users ADD COLUMN {name} int, ADD COLUMN _dropped_{name[..27]} int; ALTER TABLE legacy RENAME TO {name}; CREATE TABLE _dropped_{name[..27]} (id int)", "tombstone_owner");
        await scene.HideAsync($"ALTER TABLE users DROP COLUMN {name}; DROP TABLE {name};");
        var names = (await scene.Tombstones.FindAsync(TombstoneScene.Release, default))!.Objects.Select(hidden => hidden.HiddenName!).ToArray();

        Assert.That(names, Is.EqualTo(new[] { $"_dropped_{name[..26]}_2", $"_dropped_{name[..26]}_2" }));
        await scene.ShowAsync();
        Assert.That(scene.Try("tombstone_owner", $"SELECT {name} FROM users; SELECT id FROM {name}"), Is.Null);
    }

    [Test]
    public async Task A_long_reader_holds_up_the_name_but_not_the_rights_and_hiding_goes_on_later()
    {
        await using var scene = await TombstoneScene.CreateAsync(major, "GRANT SELECT ON users TO tombstone_report", "tombstone_owner");
        var before = scene.Rights();
        await using (scene.Hold("SELECT count(*) FROM users"))
        {
            // The trial that finds what is removed runs into the reader, too.
            Assert.That((await scene.HideAsync()).Why, Does.Contain("55P03"));
            Assert.That((await scene.HideAsync()).IsDone, Is.False);
        }

        await scene.HideAsync();
        await using (scene.Hold("SELECT count(*) FROM users"))
        {
            var shown = await scene.ShowAsync();
            Assert.That((shown.IsDone, scene.Rights()), Is.EqualTo((false, before)), "The rights are back, the name waits.");
            Assert.That(shown.Why, Does.Contain("55P03"));
        }

        Assert.That((await scene.ShowAsync()).IsDone, Is.True);
        Assert.That(scene.Try("tombstone_report", "SELECT nickname FROM users"), Is.Null);
    }

    [Test]
    public async Task A_server_withdraws_rights_under_an_open_reader_and_gives_no_other_name()
    {
        await using var scene = await TombstoneScene.CreateAsync(major);
        await using var reader = scene.Hold("SELECT count(*) FROM users");
        scene.Database.Execute("SET lock_timeout = '100ms'; REVOKE SELECT ON users FROM tombstone_report; GRANT SELECT (id) ON users TO tombstone_report");
        Assert.That(() => scene.Database.Execute("SET lock_timeout = '100ms'; ALTER TABLE users RENAME COLUMN nickname TO x"), Throws.InstanceOf<Npgsql.PostgresException>().With.Property("SqlState").EqualTo("55P03"));
    }

    [Test]
    public async Task What_another_name_would_break_is_named_and_nothing_is_hidden()
    {
        await using var scene = await TombstoneScene.CreateAsync(major, """
            CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.nickname := NEW.handle; RETURN NEW; END $$;
            CREATE TRIGGER fill BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION fill();
            """, "tombstone_owner");
        var before = scene.Rights();
        var hidden = await scene.HideAsync("DROP TRIGGER fill ON users; DROP FUNCTION fill(); ALTER TABLE users DROP COLUMN nickname;");

        Assert.That((hidden.IsDone, hidden.Why, scene.Rights()), Is.EqualTo((false, "public.users.nickname cannot be hidden: rights alone prove nothing: tombstone_owner owns it, and another name would break function public.fill", before)));
    }

    [Test]
    public async Task Behind_rights_a_trigger_goes_on_filling_the_column()
    {
        await using var scene = await TombstoneScene.CreateAsync(major, """
            CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.nickname := NEW.handle; RETURN NEW; END $$;
            CREATE TRIGGER fill BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION fill(); ALTER TABLE users ALTER COLUMN nickname SET NOT NULL;
            GRANT SELECT, INSERT ON users TO tombstone_app;
            """);
        await scene.HideAsync();

        Assert.That((scene.Try("tombstone_app", "INSERT INTO users (id, handle) VALUES (90, 'x')"), scene.Try("tombstone_app", "INSERT INTO users VALUES (91, 'x', 'y')")), Is.EqualTo(((string?)null, "42501")));
    }

    [Test]
    public async Task Partitions_are_hidden_with_their_parent()
    {
        await using var scene = await TombstoneScene.CreateAsync(major, """
            CREATE TABLE events (id int, body text) PARTITION BY RANGE (id); CREATE TABLE a_first PARTITION OF events FOR VALUES FROM (0) TO (10);
            ALTER TABLE events OWNER TO tombstone_owner; ALTER TABLE a_first OWNER TO tombstone_owner;
            GRANT SELECT ON events, a_first TO tombstone_report;
            """, "tombstone_owner");
        await scene.HideAsync("ALTER TABLE events DROP COLUMN body");
        Assert.That(new[] { "events", "a_first" }.Select(table => scene.Try("tombstone_report", $"SELECT body FROM {table}")), Is.All.EqualTo("42703"));

        await scene.ShowAsync();
        Assert.That(new[] { "events", "a_first" }.Select(table => scene.Try("tombstone_report", $"SELECT body FROM {table}")), Is.All.Null);
    }

    [Test]
    public async Task What_a_live_version_needs_is_refused_by_the_guard_and_stays()
    {
        await using var scene = await TombstoneScene.CreateAsync(major);
        var before = scene.Rights();
        var hidden = await scene.HideAsync("ALTER TABLE users DROP COLUMN handle");

        Assert.That((hidden.IsDone, scene.Rights()), Is.EqualTo((false, before)));
        Assert.That(hidden.Why, Does.Contain("4.3.0").And.Contain("42501"));
    }

    [Test]
    public async Task Killed_between_any_two_statements_it_is_hidden_or_not_and_comes_back_the_same()
    {
        await using var scene = await TombstoneScene.CreateAsync(major, "GRANT SELECT, INSERT ON users TO tombstone_report; GRANT SELECT (nickname) ON users TO tombstone_app", "tombstone_owner");
        var before = scene.Rights();
        for (var after = 0; after < 12; after++)
        {
            using var ended = new CancellationTokenSource();
            var hiding = Task.Run(() => scene.HideAsync(), CancellationToken.None);
            await Task.Delay(after * 25);
            scene.Database.Execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'migrationguard tombstone'");
            try
            {
                await hiding;
            }
            catch (Servers.DatabaseException lost) when (lost.IsConnectionLost)
            {
                Assert.That(scene.Try("tombstone_report", "SELECT id, handle FROM users"), Is.Null);
            }

            if (after % 2 == 1)
            {
                Assert.That((await scene.HideAsync()).IsDone, Is.True);
                Assert.That(scene.Try("tombstone_owner", "SELECT nickname FROM users"), Is.EqualTo("42703"));
            }

            Assert.That((await scene.ShowAsync()).IsDone, Is.True);
            Assert.That((scene.Rights(), scene.Try("tombstone_owner", "SELECT nickname FROM users")), Is.EqualTo((before, (string?)null)));
        }
    }
}
