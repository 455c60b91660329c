using MigrationGuard.Cli.Tests.Judging;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Rehearsals;

/// <summary>Killed, interrupted, cut off, without rights: nothing stays behind, and nothing of others is touched.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class RehearsalAccidentTests(int major)
{
    private RehearsalFixture _shop = null!;

    [SetUp]
    public void SetUp() => _shop = new RehearsalFixture(major);

    [TearDown]
    public void TearDown() => _shop.Dispose();

    [Test]
    public async Task What_a_killed_rehearsal_left_is_removed_by_the_next_and_nothing_else()
    {
        const string foreign = "migration_guard_rehearsal_foreign";
        _shop.Execute($"CREATE DATABASE {foreign}");
        try
        {
            _shop.Migration("002_slow", "SELECT pg_sleep(60);\n");
            var (killed, left) = await _shop.SleepingAsync();
            var (alive, used) = await _shop.SleepingAsync();
            using (killed)
            {
                killed.Kill();
                await killed.WaitForExitAsync();
            }

            Assert.That(_shop.Exists(left), Is.True);
            _shop.Migration("002_slow", "CREATE TABLE quick (id bigint PRIMARY KEY);\n");
            Assert.That(_shop.Rehearse().Code, Is.EqualTo(ExitCode.Yes));
            Assert.That((_shop.Exists(left), _shop.Exists(used), _shop.Exists(foreign)), Is.EqualTo((false, true, true)));
            Assert.That(_shop.Value($"SELECT count(*) FROM pg_roles WHERE rolname = '{left}'"), Is.Zero);
            using (alive)
            {
                Interruption.Send(alive);
                await alive.WaitForExitAsync();
                Assert.That(((ExitCode)alive.ExitCode, _shop.Exists(used)), Is.EqualTo((ExitCode.Unknown, false)));
            }
        }
        finally
        {
            _shop.Execute($"DROP DATABASE {foreign}");
        }
    }

    [Test]
    public async Task A_lost_connection_is_said_and_the_scratch_database_goes()
    {
        _shop.Migration("002_slow", "SELECT pg_sleep(60);\n");
        var (process, scratch) = await _shop.SleepingAsync();
        using (process)
        {
            _shop.Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{scratch}'");
            await process.WaitForExitAsync();
            Assert.That(((ExitCode)process.ExitCode, _shop.Exists(scratch)), Is.EqualTo((ExitCode.Dependency, false)));
        }
    }

    [Test]
    public void Without_the_right_to_create_databases_it_says_what_to_grant()
    {
        _shop.Execute("DO $$ BEGIN IF to_regrole('rehearsal_poor') IS NULL THEN CREATE ROLE rehearsal_poor LOGIN; END IF; END $$");
        using var other = PostgresServer.Get(major).CreateDatabase();
        other.Execute(JudgeFixture.Shop);
        _shop.Migration("002_x", "CREATE TABLE x (id bigint PRIMARY KEY);\n");
        var outcome = _shop.RehearseAs(new NpgsqlConnectionStringBuilder(other.ConnectionString) { Username = "rehearsal_poor" }.ConnectionString);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Policy), outcome.Output + outcome.Error);
        Assert.That(outcome.Error, Does.Contain("ALTER ROLE \"rehearsal_poor\" CREATEDB").And.Contain("--scratch").And.Contain("--local"));
    }

    [Test]
    public void A_pg_dump_that_is_too_old_is_not_tried()
    {
        var old = _shop.Folder.Write("pg_dump", "#!/bin/sh\necho 'pg_dump (PostgreSQL) 12.3'\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(old, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        _shop.Migration("002_x", "CREATE TABLE x (id bigint PRIMARY KEY);\n");
        var outcome = _shop.Rehearse("--pg-dump", old);
        Assert.That((outcome.Code, outcome.Error.Contains($"is of version 12, and the server is PostgreSQL {major}: pg_dump must be at least as new", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), outcome.Error);
        Assert.That(_shop.Value(RehearsalFixture.Leftovers), Is.Zero);
    }

    [Test]
    public void A_local_server_is_started_where_one_is_installed()
    {
        _shop.Migration("002_x", "ALTER TABLE users ADD COLUMN nickname text;\n");
        var outcome = _shop.Rehearse("--local");
        Assert.That((outcome.Code, outcome.Output + outcome.Error), Is.EqualTo(outcome.Error.Contains("--local: ", StringComparison.Ordinal) ? (ExitCode.Usage, outcome.Error) : (ExitCode.Yes, outcome.Output)));
        Assert.That(outcome.Error.Length > 0 || outcome.Output.Contains("expand   002_x confirmed", StringComparison.Ordinal));
    }

    [Test]
    public void A_command_migrates_the_database_that_its_environment_names()
    {
        Assume.That(File.Exists("/usr/bin/psql"), "a command that migrates is needed");
        _shop.Migration("002_two", "ALTER TABLE orders ALTER COLUMN id TYPE bigint;\nUPDATE users SET email = 'x' || id WHERE email IS NULL;\n");
        var outcome = _shop.Rehearse("--migrate", "psql -X -q -v ON_ERROR_STOP=1 -f db/002_two.sql");
        Assert.That(outcome.Output, Does.Contain("ACCESS EXCLUSIVE on public.orders; public.orders rewritten").And.Contain("public.users rows updated").And.Contain("behind 1 step"), outcome.Error);
        _shop.Migration("002_two", "ALTER TABLE users DROP COLUMN username;\n");
        Assert.That(_shop.Rehearse("--migrate", "psql -X -q -f db/002_two.sql") is { Code: ExitCode.No } broken && broken.Output.Contains("column \"username\" does not exist", StringComparison.Ordinal));
    }

    [TestCase("echo one; echo two >&2; exit 7", "exit code 7; it said last: ")]
    [TestCase("test -n \"$MIGRATIONGUARD_CONNECTION$PGDATABASE$DATABASE_URL$SHOP_DB\" && env | grep -c 'migration_guard_rehearsal_' && exit 5", "it said last: 6")]
    [TestCase("sleep 60", "it did not end within 1s and was killed")]
    public void A_command_that_fails_shows_what_it_said_last(string command, string said)
    {
        var outcome = _shop.Rehearse("--migrate", command, "--migrate-env", "SHOP_DB", "--migrate-timeout", command.StartsWith("sleep", StringComparison.Ordinal) ? "1s" : "1m");
        Assert.That((outcome.Code, outcome.Output.Contains(said, StringComparison.Ordinal)), Is.EqualTo((ExitCode.No, true)), outcome.Output + outcome.Error);
        Assert.That(_shop.Value(RehearsalFixture.Leftovers), Is.Zero);
    }
}
