using MigrationGuard.TestKit;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.PostgreSql.Tests.Guard;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class AttackTests(int major)
{
    private const string Rename = "ALTER TABLE users RENAME username TO handle";

    private GuardScene _scene = null!;

    [OneTimeSetUp]
    public async Task Install() => _scene = await GuardScene.CreateAsync(major);

    [OneTimeTearDown]
    public void Remove() => _scene?.Dispose();

    [TearDown]
    public void Nothing_of_it_was_committed() => Assert.That(
        _scene.Ask<long>("SELECT count(*) FROM information_schema.columns WHERE table_name = 'users' AND column_name IN ('id', 'username', 'email')"), Is.EqualTo(3));

    private static IEnumerable<TestCaseData> OneMessage()
    {
        yield return new TestCaseData(Rename).SetName("{m}(alone)");
        yield return new TestCaseData($"BEGIN; {Rename}; COMMIT").SetName("{m}(in a transaction)");
        yield return new TestCaseData($"SELECT 1; {Rename}; SELECT 2").SetName("{m}(one of several)");
        yield return new TestCaseData($"BEGIN; SET CONSTRAINTS ALL IMMEDIATE; {Rename}; COMMIT").SetName("{m}(constraints immediate before)");
        yield return new TestCaseData($"BEGIN; {Rename}; SET CONSTRAINTS ALL IMMEDIATE; COMMIT").SetName("{m}(constraints immediate after)");
        yield return new TestCaseData($"BEGIN; SAVEPOINT a; {Rename}; RELEASE a; COMMIT").SetName("{m}(savepoint)");
        yield return new TestCaseData($"BEGIN; SAVEPOINT a; ALTER TABLE users ADD x int; ROLLBACK TO a; {Rename}; COMMIT").SetName("{m}(after a rolled back savepoint)");
        yield return new TestCaseData($"DO $$ BEGIN {Rename}; END $$").SetName("{m}(DO)");
        yield return new TestCaseData($"DO $$ BEGIN BEGIN {Rename}; EXCEPTION WHEN OTHERS THEN NULL; END; END $$").SetName("{m}(exception block)");
        yield return new TestCaseData($"CREATE FUNCTION pg_temp.f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN {Rename}; END $$; SELECT pg_temp.f()").SetName("{m}(function)");
        yield return new TestCaseData($"BEGIN; {Rename}; PREPARE TRANSACTION 'guard_test'").SetName("{m}(prepared transaction)");
        yield return new TestCaseData($"SET check_function_bodies = off; {Rename}").SetName("{m}(check_function_bodies)");
        yield return new TestCaseData($"SET migration_guard.proving = on; SET mg.proving = on; SET migration_guard.started = '{{}}'; {Rename}").SetName("{m}(settings of our own name)");
        yield return new TestCaseData($"SET standard_conforming_strings = off; SET plpgsql.extra_errors = 'all'; SET row_security = off; SET search_path = pg_temp; ALTER TABLE public.users RENAME username TO handle").SetName("{m}(settings)");
        yield return new TestCaseData($"SET quote_all_identifiers = on; SET DateStyle = 'German'; SET transform_null_equals = on; SET TimeZone = 'Asia/Tokyo'; SET plan_cache_mode = force_generic_plan; {Rename}").SetName("{m}(more settings)");
        yield return new TestCaseData($"CREATE TEMP TABLE users (id int, username text, email text UNIQUE, feeling text); ALTER TABLE public.users RENAME username TO handle").SetName("{m}(temporary table of that name)");
        yield return new TestCaseData($"CREATE SCHEMA shadow; CREATE FUNCTION shadow.strpos(text, text) RETURNS int LANGUAGE sql AS 'SELECT 0'; SET search_path = shadow, public, pg_catalog; {Rename}").SetName("{m}(functions shadowed)");
        yield return new TestCaseData("ALTER TABLE users /* concurrently */ RENAME username TO handle").SetName("{m}(comment)");
        yield return new TestCaseData("/* CREATE INDEX CONCURRENTLY */ ALTER TABLE users RENAME username TO handle -- detach partition x concurrently").SetName("{m}(more comments)");
        yield return new TestCaseData("ALTER TABLE U&\"users\" RENAME username TO \"handle concurrently\"").SetName("{m}(names that the guard does not read)");
        yield return new TestCaseData($"BEGIN; {Rename}; SET migration_guard.break_glass = 'OPS-1: me'; COMMIT").SetName("{m}(glass broken by nobody of the role)");
        yield return new TestCaseData($"BEGIN; {Rename}; DISCARD PLANS; DEALLOCATE ALL; COMMIT").SetName("{m}(prepared statements thrown away)");
        yield return new TestCaseData("ALTER TABLE users RENAME TO people; ALTER TABLE people RENAME username TO handle").SetName("{m}(renamed on the way)");
        yield return new TestCaseData("CREATE SCHEMA aside; ALTER TABLE users SET SCHEMA aside; ALTER TABLE aside.users SET SCHEMA public; " + Rename).SetName("{m}(moved on the way)");
        yield return new TestCaseData("DROP TABLE users CASCADE; CREATE TABLE users (id int PRIMARY KEY, handle text, email text UNIQUE)").SetName("{m}(made anew)");
    }

    [TestCaseSource(nameof(OneMessage))]
    public void A_breaking_change_is_refused_however_a_client_sends_it(string sql)
    {
        using var client = new SimpleProtocol(_scene.Database.ConnectionString, GuardScene.Migrator);

        Assert.That(client.Run(sql), Is.EqualTo("MG001").Or.EqualTo("MG002"));
    }

    [TestCaseSource(nameof(OneMessage))]
    public void A_breaking_change_is_refused_however_a_driver_sends_it(string sql)
    {
        var error = _scene.Try(GuardScene.Migrator, sql);

        Assert.That(error?.SqlState, Is.EqualTo("MG001").Or.EqualTo("MG002"));
    }

    [TestCase("DROP INDEX users_username; ALTER TABLE users DROP CONSTRAINT users_email_key", TestName = "{m}(arbiter)")]
    [TestCase("REVOKE SELECT ON users FROM guard_test_app", TestName = "{m}(REVOKE)")]
    [TestCase("REVOKE UPDATE ON orders, users, events FROM guard_test_app", TestName = "{m}(REVOKE on several tables)")]
    [TestCase("ALTER TABLE events DETACH PARTITION events_1", TestName = "{m}(DETACH)")]
    [TestCase("CREATE OR REPLACE FUNCTION tax(amount numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT amount * 0.3'", TestName = "{m}(function replaced)")]
    [TestCase("CREATE FUNCTION tax(amount int) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT 1.0'", TestName = "{m}(function overloaded)")]
    [TestCase("DROP FUNCTION tax(numeric)", TestName = "{m}(function dropped)")]
    [TestCase("CREATE TABLE reviews (id int PRIMARY KEY, author int REFERENCES users)", TestName = "{m}(foreign key from a new table)")]
    [TestCase("DROP OWNED BY guard_test_migrator CASCADE", TestName = "{m}(DROP OWNED)")]
    [TestCase("ALTER TABLE users ADD nickname text NOT NULL", TestName = "{m}(required column)")]
    [TestCase("ALTER TABLE users ENABLE ROW LEVEL SECURITY", TestName = "{m}(row security)")]
    [TestCase("DROP INDEX users_lower; ALTER TABLE users ALTER username TYPE int USING 1", TestName = "{m}(type)")]
    [TestCase("CREATE UNIQUE INDEX ON users (username)", TestName = "{m}(unique index)")]
    [TestCase("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER refuse BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION refuse()", TestName = "{m}(trigger)")]
    [TestCase("CREATE RULE quiet AS ON DELETE TO users DO INSTEAD NOTHING", TestName = "{m}(rule)")]
    public void What_no_function_body_proves_is_refused_too(string sql)
    {
        var error = _scene.Try(GuardScene.Migrator, sql);

        Assert.That(error?.SqlState, Is.EqualTo("MG001").Or.EqualTo("MG002"), error?.MessageText);
    }

    [TestCase("ALTER TABLE users ADD nickname text")]
    [TestCase("ALTER TABLE users RENAME TO people; CREATE VIEW users AS SELECT * FROM people; GRANT SELECT, INSERT, UPDATE, DELETE ON users TO guard_test_app; ROLLBACK")]
    [TestCase("DROP TABLE spare; CREATE TABLE spare (id int)")]
    [TestCase("CREATE TABLE fresh (id int); DROP TABLE fresh")]
    [TestCase("ALTER DEFAULT PRIVILEGES FOR ROLE guard_test_migrator GRANT SELECT ON TABLES TO guard_test_app")]
    [TestCase("ALTER TYPE mood ADD VALUE 'mad'")]
    [TestCase("CREATE INDEX orders_placed ON orders (placed); DROP INDEX orders_placed")]
    [TestCase("COMMENT ON TABLE users IS 'people'")]
    [TestCase("BEGIN; SAVEPOINT a; ALTER TABLE users RENAME username TO handle; ROLLBACK TO a; COMMIT")]
    public void What_breaks_nothing_passes(string sql)
    {
        using var client = new SimpleProtocol(_scene.Database.ConnectionString, GuardScene.Migrator);

        Assert.That(client.Run($"BEGIN; {sql.Replace("BEGIN; ", "", StringComparison.Ordinal)}"), Is.Null);
        Assert.That(client.Run("COMMIT"), Is.Null);
        _scene.Database.Execute("ALTER TABLE users DROP COLUMN IF EXISTS nickname");
    }

    [Test]
    public void Constraints_set_immediate_are_no_way_around_a_later_command()
    {
        var error = _scene.Try(GuardScene.Migrator, "BEGIN", "SET CONSTRAINTS ALL IMMEDIATE", "ALTER TABLE spare ADD x int", "SET CONSTRAINTS ALL DEFERRED", Rename, "COMMIT");

        Assert.That(error?.SqlState, Is.EqualTo("MG001"));
    }

    [Test]
    public void A_deferred_trigger_that_changes_the_schema_after_the_judgement_is_judged()
    {
        _scene.Database.Execute("""
            CREATE TABLE late (id int);
            CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN ALTER TABLE public.users RENAME username TO handle; RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER late AFTER INSERT ON late DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION late();
            """);
        using var superuser = _scene.Database.Open();

        var error = GuardScene.Try(superuser, "BEGIN", "ALTER TABLE spare ADD y int", "INSERT INTO late VALUES (1)", "COMMIT");

        Assert.That(error?.SqlState, Is.EqualTo("MG001"));
    }

    [Test]
    public void A_superuser_in_a_replica_session_is_guarded()
    {
        var error = _scene.Try("postgres", "SET session_replication_role = replica", Rename);

        Assert.That(error?.SqlState, Is.EqualTo("MG001"));
    }

    [Test]
    public void A_superuser_cannot_take_the_change_back_out_of_the_list()
    {
        var error = _scene.Try("postgres", "BEGIN", Rename, "DELETE FROM migration_guard.change", "COMMIT");
        var truncated = _scene.Try("postgres", "BEGIN", Rename, "TRUNCATE migration_guard.change", "COMMIT");

        Assert.That((error?.SqlState, truncated?.SqlState is "MG004" or "55006"), Is.EqualTo(("MG004", true)));
    }

    [TestCase("DELETE FROM migration_guard.log")]
    [TestCase("DELETE FROM migration_guard.change")]
    [TestCase("UPDATE migration_guard.setting SET mode = 'observe'")]
    [TestCase("INSERT INTO migration_guard.acceptance VALUES ('x', 1, 'y')")]
    [TestCase("SELECT migration_guard.accept('4.2.0', 'abcd', 'x')")]
    [TestCase("SELECT migration_guard.configure('observe', NULL, NULL, NULL)")]
    [TestCase("SELECT migration_guard.append('ddl', '', '{}')")]
    [TestCase("SELECT migration_guard.set_version_state('webshop', '4.2.0', 'retired', NULL, 'x')")]
    [TestCase("CREATE TABLE migration_guard.mine (id int)")]
    [TestCase("CREATE FUNCTION migration_guard_scratch.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'")]
    [TestCase("ALTER TABLE spare SET SCHEMA migration_guard")]
    [TestCase("DROP EVENT TRIGGER migration_guard_end")]
    [TestCase("ALTER EVENT TRIGGER migration_guard_end DISABLE")]
    [TestCase("DROP SCHEMA migration_guard CASCADE")]
    [TestCase("ALTER TABLE migration_guard.change DISABLE TRIGGER judge")]
    [TestCase("SET session_replication_role = replica")]
    [TestCase("SET ROLE migration_guard_break_glass")]
    public void An_owner_of_tables_has_no_power_over_the_guard(string sql)
    {
        var error = _scene.Try(GuardScene.Migrator, sql);

        Assert.That(error?.SqlState, Is.EqualTo("42501"));
    }

    [Test]
    public void A_function_of_an_index_cannot_hide_a_change_behind_CONCURRENTLY()
    {
        _scene.Database.Execute("""
            SET ROLE guard_test_migrator;
            CREATE TABLE bait (id int); INSERT INTO bait VALUES (1);
            CREATE FUNCTION inner_bait() RETURNS int LANGUAGE plpgsql VOLATILE AS 'BEGIN ALTER TABLE public.users RENAME username TO handle; RETURN 1; END';
            CREATE FUNCTION bait(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN public.inner_bait(); END';
            """);

        var error = _scene.Try(GuardScene.Migrator, "CREATE INDEX CONCURRENTLY bait_index ON bait (bait(id))");

        Assert.That(error, Is.Not.Null);
    }

    [Test]
    public void Code_that_parsing_runs_has_no_power()
    {
        _scene.Database.Execute("""
            SET ROLE guard_test_migrator;
            CREATE FUNCTION harmless(text) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN true; END';
            CREATE DOMAIN checked AS text CHECK (harmless(VALUE));
            """);
        _scene.Publish("4.1.0", ["SELECT '{x}'::checked[] AS value"], [[]]);

        _scene.Try(GuardScene.Migrator, """
            CREATE OR REPLACE FUNCTION harmless(text) RETURNS boolean LANGUAGE plpgsql AS
            'BEGIN IF session_user <> current_user THEN EXECUTE ''ALTER ROLE guard_test_migrator SUPERUSER''; END IF; RETURN true; EXCEPTION WHEN OTHERS THEN RETURN true; END'
            """);

        Assert.That(_scene.Ask<bool>("SELECT rolsuper FROM pg_roles WHERE rolname = 'guard_test_migrator'"), Is.False);
        _scene.Database.Execute("SELECT migration_guard.set_version_state('webshop', '4.1.0', 'retired', NULL, 'over')");
    }
}
