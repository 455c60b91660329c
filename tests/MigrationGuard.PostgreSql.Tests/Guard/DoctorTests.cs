using MigrationGuard.TestKit;
using NUnit.Framework;

namespace MigrationGuard.PostgreSql.Tests.Guard;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class DoctorTests(int major)
{
    private GuardScene _scene = null!;

    [SetUp]
    public async Task Install() => _scene = await GuardScene.CreateAsync(major);

    [TearDown]
    public void Remove() => _scene?.Dispose();

    [Test]
    public async Task Guarded_changes_are_no_findings()
    {
        _scene.Try(GuardScene.Migrator, "ALTER TABLE users ADD nickname text");
        _scene.Try(GuardScene.Migrator, "CREATE TABLE events_3 PARTITION OF events FOR VALUES FROM ('2026-03-01') TO ('2026-04-01')");
        _scene.Try(GuardScene.Migrator, "ALTER TABLE users RENAME TO people; CREATE VIEW users AS SELECT * FROM people; GRANT SELECT, INSERT, UPDATE, DELETE ON users TO guard_test_app");
        _scene.Try(GuardScene.Migrator, "CREATE INDEX CONCURRENTLY users_feeling ON users (feeling)");
        _scene.Try("postgres", "VACUUM FULL users");
        _scene.Try("postgres", "ANALYZE");

        Assert.That((await _scene.ExamineAsync()).Select(finding => finding.What), Is.Empty);
    }

    [TestCase("ALTER EVENT TRIGGER migration_guard_end DISABLE", "event-trigger", "event trigger migration_guard_end is disabled")]
    [TestCase("ALTER EVENT TRIGGER migration_guard_end ENABLE", "event-trigger", "event trigger migration_guard_end does not fire in every session")]
    [TestCase("ALTER EVENT TRIGGER migration_guard_end DISABLE; ALTER EVENT TRIGGER migration_guard_end ENABLE ALWAYS", "event-trigger", "event trigger migration_guard_end was altered since the installation, if only for a time")]
    [TestCase("DROP EVENT TRIGGER migration_guard_drop", "event-trigger", "event trigger migration_guard_drop is gone")]
    [TestCase("DROP EVENT TRIGGER migration_guard_drop; CREATE EVENT TRIGGER migration_guard_drop ON sql_drop EXECUTE FUNCTION migration_guard.on_drop(); ALTER EVENT TRIGGER migration_guard_drop ENABLE ALWAYS", "event-trigger", "event trigger migration_guard_drop was dropped and made again since the installation")]
    [TestCase("DROP EVENT TRIGGER migration_guard_end; CREATE EVENT TRIGGER migration_guard_end ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION migration_guard.on_command_end(); ALTER EVENT TRIGGER migration_guard_end ENABLE ALWAYS", "event-trigger", "event trigger migration_guard_end fires on something else or runs something else than was installed")]
    [TestCase("CREATE ROLE guard_test_other SUPERUSER; ALTER EVENT TRIGGER migration_guard_end OWNER TO guard_test_other; ALTER ROLE guard_test_other NOSUPERUSER", "event-trigger", "event trigger migration_guard_end belongs to guard_test_other")]
    [TestCase("ALTER TABLE migration_guard.change DISABLE TRIGGER judge", "ledger-trigger", "trigger change.judge is disabled")]
    [TestCase("ALTER TABLE migration_guard.change DISABLE TRIGGER judge; ALTER TABLE migration_guard.change ENABLE TRIGGER judge", "ledger-trigger", "trigger change.judge was altered since the installation, if only for a time")]
    [TestCase("DROP TRIGGER append_only ON migration_guard.log", "ledger-trigger", "trigger log.append_only is gone")]
    [TestCase("ALTER TABLE migration_guard.change ENABLE ALWAYS TRIGGER judge", "ledger-trigger", "trigger change.judge does not fire in the sessions in which it should")]
    [TestCase("CREATE OR REPLACE FUNCTION migration_guard.on_drop() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, migration_guard, pg_temp SET session_replication_role = origin AS 'BEGIN END'", "function", "function on_drop() has another source than was installed")]
    [TestCase("ALTER FUNCTION migration_guard.judge_transaction() RESET search_path", "function", "function judge_transaction() has other settings than were installed")]
    [TestCase("ALTER FUNCTION migration_guard.judge_transaction() SECURITY INVOKER", "function", "function judge_transaction() has other settings than were installed")]
    [TestCase("CREATE FUNCTION migration_guard.extra() RETURNS int LANGUAGE sql AS 'SELECT 1'", "function", "function extra() was added")]
    [TestCase("DROP FUNCTION migration_guard.verify_log(); CREATE FUNCTION migration_guard.verify_log() RETURNS TABLE (id bigint, problem text) LANGUAGE sql AS 'SELECT 1, NULL WHERE false'", "function", "function verify_log() has other settings than were installed")]
    [TestCase("GRANT INSERT ON migration_guard.acceptance TO guard_test_migrator", "ledger-rights", "role guard_test_migrator may write migration_guard.acceptance directly")]
    [TestCase("GRANT UPDATE ON migration_guard.setting TO PUBLIC", "ledger-rights", "everybody may write migration_guard.setting directly")]
    [TestCase("SET session_replication_role = replica; UPDATE migration_guard.setting SET mode = mode; ALTER EVENT TRIGGER migration_guard_end DISABLE; ALTER TABLE users ADD unseen int", "unseen", "relation public.users was changed")]
    [TestCase("UPDATE pg_attribute SET attname = 'handle' WHERE attrelid = 'users'::regclass AND attname = 'username'", "unseen", "relation public.users was changed")]
    [TestCase("ALTER ROLE guard_test_app SET search_path = pg_catalog", "unseen", "role guard_test_app was changed")]
    [TestCase("REASSIGN OWNED BY guard_test_migrator TO postgres", "unseen", "relation public.users was changed")]
    [TestCase("ALTER TABLE migration_guard.change DISABLE TRIGGER judge; ALTER TABLE spare ADD x int", "unjudged", "ALTER TABLE in transaction")]
    [TestCase("ALTER ROLE guard_test_app SET session_replication_role = replica", "setting", "session_replication_role=replica is set for role guard_test_app in every database")]
    [TestCase("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET session_replication_role = replica', current_database()); END $$", "setting", "session_replication_role=replica is set for database")]
    [TestCase("ALTER ROLE guard_test_app SUPERUSER", "superuser", "the application's role guard_test_app is a superuser")]
    [TestCase("GRANT guard_test_migrator TO guard_test_app", "owner", "the application's role guard_test_app owns public.events")]
    [TestCase("GRANT migration_guard_approver TO guard_test_app", "powers", "the application's role guard_test_app is a member of migration_guard_approver")]
    public async Task What_weakens_the_guard_is_found(string sql, string id, string what)
    {
        try
        {
            _scene.Database.Execute(sql);

            var findings = await _scene.ExamineAsync();

            Assert.That(findings.Select(finding => finding.Id + ": " + finding.What), Has.Some.StartsWith(id + ": " + what));
            Assert.That(findings.Select(finding => finding.Advice), Is.All.Not.Empty);
        }
        finally
        {
            _scene.Database.Execute("""
                ALTER ROLE guard_test_app NOSUPERUSER; ALTER ROLE guard_test_app RESET ALL; REVOKE guard_test_migrator FROM guard_test_app;
                DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'migration_guard_approver') THEN REVOKE migration_guard_approver FROM guard_test_app; END IF; END $$;
                DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'guard_test_other') THEN ALTER ROLE guard_test_other SUPERUSER; REASSIGN OWNED BY guard_test_other TO postgres; DROP ROLE guard_test_other; END IF; END $$;
                """);
        }
    }

    [Test]
    public async Task Switched_off_event_triggers_are_found_where_the_server_has_the_switch()
    {
        if (major < 17)
        {
            Assert.That(_scene.Try("postgres", "SET event_triggers = off")?.SqlState, Is.EqualTo("42704"));
            return;
        }

        _scene.Database.Execute("SET event_triggers = off; ALTER TABLE users RENAME username TO handle");

        Assert.That((await _scene.ExamineAsync()).Select(finding => finding.Id), Has.Some.EqualTo("unseen"));
    }

    [TestCase("DROP SCHEMA migration_guard CASCADE")]
    [TestCase("DROP EVENT TRIGGER migration_guard_start, migration_guard_end, migration_guard_drop; DROP SCHEMA migration_guard, migration_guard_scratch CASCADE")]
    public async Task A_guard_that_is_gone_is_missed(string sql)
    {
        _scene.Database.Execute(sql);

        Assert.That((await _scene.ExamineAsync()).Select(finding => finding.Id), Is.EqualTo(new[] { "missing" }));
    }

    [Test]
    public async Task A_forged_installation_in_the_log_does_not_hide_a_forged_function()
    {
        _scene.Database.Execute("""
            CREATE OR REPLACE FUNCTION migration_guard.judge_transaction() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
            """);
        var record = Postgres.Guarding.GuardSchema.Script("record");
        _scene.Database.Execute($$"""
            SELECT migration_guard.append('upgrade', '', (SELECT l.details FROM migration_guard.log AS l WHERE event = 'install') || jsonb_build_object('record', ({{record}})));
            """);

        Assert.That((await _scene.ExamineAsync()).Select(finding => finding.What), Has.Some.EqualTo("function judge_transaction() is not of this tool"));
    }

    [Test]
    public async Task Another_version_of_the_tool_is_found()
    {
        _scene.Database.Execute("SELECT migration_guard.append('upgrade', '', (SELECT l.details || '{\"scripts\": \"of another tool\"}' FROM migration_guard.log AS l WHERE event = 'install'))");

        Assert.That((await _scene.ExamineAsync()).Select(finding => finding.Id), Is.EqualTo(new[] { "older" }));
        Assert.That((await _scene.InstallAsync(new Guarding.GuardOptions())).Changed);
        Assert.That(await _scene.ExamineAsync(), Is.Empty);
    }
}
