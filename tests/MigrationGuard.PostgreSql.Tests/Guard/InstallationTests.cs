using MigrationGuard.Guarding;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.Servers;
using MigrationGuard.TestKit;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.PostgreSql.Tests.Guard;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class InstallationTests(int major)
{
    private const string Everything = """
        SELECT coalesce(string_agg(t, ', ' ORDER BY t), '') FROM (
            SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname LIKE 'migration\_guard%'
            UNION ALL SELECT 'event trigger ' || evtname FROM pg_event_trigger WHERE evtname LIKE 'migration\_guard%'
            UNION ALL SELECT 'function ' || proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE nspname LIKE 'migration\_guard%'
            UNION ALL SELECT 'grant' FROM pg_shdepend WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND deptype = 'a' AND refobjid IN (SELECT oid FROM pg_roles WHERE rolname LIKE 'migration\_guard%')) AS x (t)
        """;

    private const string Tables = """
        SELECT string_agg(t, E'\n' ORDER BY t) FROM (
            SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, is_identity) FROM information_schema.columns WHERE table_schema = 'migration_guard'
            UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'migration_guard'::regnamespace AND contype <> 'n'
            UNION ALL SELECT regexp_replace(indexdef, 'INDEX \S+', 'INDEX') FROM pg_indexes WHERE schemaname = 'migration_guard'
            UNION ALL SELECT tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text LIKE 'migration\_guard.%'
            UNION ALL SELECT oid::regprocedure || ' ' || prosecdef || coalesce(proconfig::text, '') || md5(prosrc) || coalesce(array_to_string(ARRAY(SELECT x::text FROM unnest(proacl) AS x ORDER BY 1), ' '), '') FROM pg_proc WHERE pronamespace = 'migration_guard'::regnamespace AND proname !~ '^probe_[0-9a-f]{16}$'
            UNION ALL SELECT relname || coalesce(array_to_string(ARRAY(SELECT x::text FROM unnest(relacl) AS x ORDER BY 1), ' '), '') || relpersistence::text FROM pg_class WHERE relnamespace = 'migration_guard'::regnamespace AND relkind = 'r') AS x (t)
        """;

    [Test]
    public async Task A_second_installation_changes_nothing()
    {
        using var scene = await GuardScene.CreateAsync(major);
        var rows = scene.Ask<long>("SELECT id FROM migration_guard.log_head");

        var again = await scene.InstallAsync(new GuardOptions());

        Assert.That((again.Changed, again.From, scene.Ask<long>("SELECT id FROM migration_guard.log_head")), Is.EqualTo((false, again.To, rows)));
        Assert.That((again.Status.Mode, again.Status.Live.Single().Label), Is.EqualTo((GuardMode.Enforce, "4.2.0")));
    }

    [Test]
    public async Task Options_alone_are_changed_and_are_in_the_log()
    {
        using var scene = await GuardScene.CreateAsync(major);

        var changed = await scene.InstallAsync(new GuardOptions { Mode = GuardMode.Observe, Unknown = UnknownPolicy.Log, Budget = TimeSpan.FromSeconds(3), Reason = "holidays" });

        Assert.That((changed.Changed, changed.Status.Mode, changed.Status.Unknown, changed.Status.Budget), Is.EqualTo((false, GuardMode.Observe, UnknownPolicy.Log, TimeSpan.FromSeconds(3))));
        Assert.That(changed.Status.Events[0], Has.Property("Kind").EqualTo("mode").And.Property("Details").Contains("holidays"));
    }

    [Test]
    public async Task Two_installations_at_once_are_one()
    {
        using var database = PostgresServer.Get(major).CreateDatabase();

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            await using var guard = new PostgresGuard(database.Open());
            return await guard.InstallAsync(new GuardOptions(), default);
        }));

        Assert.That(results.Count(result => result.From is null), Is.EqualTo(1));
    }

    [Test]
    public async Task A_connection_lost_at_any_step_leaves_nothing_or_everything()
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        for (var milliseconds = 1; milliseconds < 400; milliseconds += 60)
        {
            var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
            connection.Open();
            var backend = connection.ProcessID;
            await using var guard = new PostgresGuard(connection);
            var installation = guard.InstallAsync(new GuardOptions(), default);
            await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System);
            database.Execute(FormattableString.Invariant($"SELECT pg_terminate_backend({backend}, 5000)"));
            try
            {
                await installation;
                break;
            }
            catch (DatabaseException exception)
            {
                Assert.That(exception.IsConnectionLost, exception.Message);
                Assert.That(Ask<string>(database, Everything), Is.Empty);
            }
        }
    }

    [TestCase("LOGIN", "CREATE on database", "CREATEROLE", "SUPERUSER")]
    [TestCase("LOGIN CREATEROLE", "CREATE on database", "SUPERUSER")]
    public async Task A_role_without_rights_is_told_which(string attributes, params string[] rights)
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        database.Execute($"DROP ROLE IF EXISTS guard_test_weak; CREATE ROLE guard_test_weak {attributes}");
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = "guard_test_weak", Pooling = false }.ConnectionString);
        connection.Open();
        await using var guard = new PostgresGuard(connection);

        var error = Assert.ThrowsAsync<DatabaseException>(() => guard.InstallAsync(new GuardOptions(), default))!;

        Assert.That(error.SqlState, Is.EqualTo("42501"));
        Assert.That(rights, Is.All.Matches<string>(right => error.Message.Contains(right, StringComparison.Ordinal)));
        Assert.That(Ask<string>(database, Everything), Is.Empty);
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task An_older_guard_becomes_todays(int version)
    {
        using var fresh = PostgresServer.Get(major).CreateDatabase();
        using var old = PostgresServer.Get(major).CreateDatabase();
        old.Execute(File.ReadAllText(RepositoryFiles.Path("tests", "MigrationGuard.PostgreSql.Tests", "Guard", "Fixtures", FormattableString.Invariant($"guard-{version}.sql"))));
        await using var guard = new PostgresGuard(old.Open());
        await using var other = new PostgresGuard(fresh.Open());

        var upgraded = await guard.InstallAsync(new GuardOptions(), default);
        await other.InstallAsync(new GuardOptions(), default);

        Assert.That((upgraded.From, upgraded.To, upgraded.Changed), Is.EqualTo(((int?)version, GuardSchema.Version, true)));
        Assert.That(Ask<string>(old, Tables), Is.EqualTo(Ask<string>(fresh, Tables)), "A change of a table belongs into a script guard-upgrade-N.sql too.");
        Assert.That(upgraded.Status, Has.Property("Mode").EqualTo(GuardMode.Enforce).And.Property("Unknown").EqualTo(UnknownPolicy.Log).And.Property("Budget").EqualTo(TimeSpan.FromSeconds(7)));
        Assert.That(upgraded.Status.Live.Single(), Is.EqualTo(new GuardedVersion("webshop", "3.0.0", new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero), 1)));
        Assert.That(await guard.ExamineAsync(default), Is.Empty);
    }

    [Test]
    public async Task A_newer_guard_is_left_alone()
    {
        using var scene = await GuardScene.CreateAsync(major);
        scene.Database.Execute("UPDATE migration_guard.setting SET schema_version = 99");

        Assert.That(async () => await scene.InstallAsync(new GuardOptions()), Throws.TypeOf<DatabaseException>().With.Message.Contains("version 99"));
    }

    [Test]
    public async Task An_installation_over_a_guard_with_versions_keeps_them_guarded()
    {
        using var scene = await GuardScene.CreateAsync(major);
        scene.Database.Execute("CREATE OR REPLACE FUNCTION migration_guard.on_drop() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'");

        var repaired = await scene.InstallAsync(new GuardOptions());

        Assert.That(repaired.Changed);
        Assert.That(await scene.ExamineAsync(), Is.Empty.Or.All.Property("Id").EqualTo("owner"));
        Assert.That(scene.Try(GuardScene.Migrator, "ALTER TABLE users DROP COLUMN username")?.SqlState, Is.EqualTo("MG001"));
        Assert.That(scene.Ask<string>("SELECT coalesce((SELECT problem FROM migration_guard.verify_log()), 'whole')"), Is.EqualTo("whole"));
    }

    [Test]
    public async Task A_removal_leaves_nothing_behind()
    {
        PostgresServer.Get(major).DropOriginals();
        using var scene = await GuardScene.CreateAsync(major);
        scene.Database.Execute("GRANT migration_guard_reader TO guard_test_app");
        await using var guard = new PostgresGuard(scene.Database.Open());

        var removal = await guard.RemoveAsync(default);
        var again = await guard.RemoveAsync(default);

        Assert.That((removal.WasInstalled, removal.LogRows > 0, removal.LogHash?.Length, again.WasInstalled), Is.EqualTo((true, true, 64, false)));
        Assert.That(removal.Left, Is.Empty);
        Assert.That(scene.Ask<string>(Everything), Is.Empty);
        Assert.That(scene.Ask<long>("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'migration\\_guard%'"), Is.Zero);
        Assert.That(scene.Try(GuardScene.Migrator, "ALTER TABLE users DROP COLUMN username"), Is.Null);
    }

    [Test]
    public async Task Roles_that_another_database_uses_are_left_and_named()
    {
        using var scene = await GuardScene.CreateAsync(major);
        using var other = await GuardScene.CreateAsync(major);
        await using var guard = new PostgresGuard(scene.Database.Open());

        var removal = await guard.RemoveAsync(default);

        Assert.That(removal.Left, Has.Some.Contains("migration_guard_reader"));
        Assert.That(scene.Ask<string>(Everything), Is.Empty);
        Assert.That(other.Try(GuardScene.Migrator, "ALTER TABLE users DROP COLUMN username")?.SqlState, Is.EqualTo("MG001"));
    }

    [Test]
    public async Task What_others_built_on_the_guard_is_not_dropped_with_it()
    {
        using var scene = await GuardScene.CreateAsync(major);
        scene.Database.Execute("CREATE VIEW releases AS SELECT service, label FROM migration_guard.version");
        await using var guard = new PostgresGuard(scene.Database.Open());

        Assert.That(async () => await guard.RemoveAsync(default), Throws.TypeOf<DatabaseException>().With.Message.Contains("view public.releases").And.Property("SqlState").EqualTo("2BP01"));
        Assert.That((await guard.StatusAsync(default)).Installed);
    }

    private static T Ask<T>(PostgresDatabase database, string sql)
    {
        using var connection = database.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return (T)command.ExecuteScalar()!;
    }
}
