using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Commands;

/// <summary><c>check --connection</c> on real servers.</summary>
[TestFixture(15)]
[TestFixture(18)]
public sealed class CheckConnectionTests(int major)
{
    private const string NotNull = "SET lock_timeout = '2s';\nALTER TABLE users ALTER COLUMN email SET NOT NULL;\n";

    private PostgresDatabase _database = null!;
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => (_database, _folder) = (PostgresServer.Get(major).CreateDatabase(), new TemporaryFolder());

    [TearDown]
    public void Drop()
    {
        _folder.Dispose();
        _database.Dispose();
    }

    [Test]
    public void Rows_that_break_the_migration_are_found_and_fail_the_check()
    {
        _database.Execute("CREATE TABLE users (id bigint PRIMARY KEY, email text); INSERT INTO users VALUES (1, NULL)");
        _folder.Write("002_email.sql", NotNull);
        var outcome = Check();
        Assert.That(outcome.Output, Does.Contain("MG0650").And.Contain("rows of users have NULL in email").And.Contain($"PostgreSQL {major}"));
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.No));
    }

    [Test]
    public void The_schema_is_known_without_its_history()
    {
        _database.Execute("CREATE TABLE users (id bigint PRIMARY KEY, email text, name varchar(50)); CREATE VIEW mails AS SELECT email FROM users");
        _folder.Write("002_name.sql", "SET lock_timeout = '2s';\nALTER TABLE users ALTER COLUMN name TYPE varchar(200);\nALTER TABLE users DROP COLUMN email;\n");
        var (with, without) = (Check().Output, Check(null).Output);
        Assert.That(without, Does.Contain("MG0109"), "without the old type a rewrite has to be assumed");
        Assert.That(with, Does.Not.Contain("MG0109").And.Contain("view mails"));
    }

    [Test]
    public void Released_migrations_are_in_the_schema_and_not_run_again()
    {
        _database.Execute("CREATE TABLE users (id bigint PRIMARY KEY, mail text); INSERT INTO users VALUES (1, NULL)");
        _folder.Write("001_users.sql", "CREATE TABLE users (id bigint PRIMARY KEY, email text);\n");
        _folder.Write("002_mail.sql", "ALTER TABLE users RENAME COLUMN email TO mail;\n");
        _folder.Write("003_not_null.sql", NotNull.Replace("email", "mail", StringComparison.Ordinal));
        Assert.That(Check("--since", "2").Output, Does.Contain("rows of users have NULL in mail"));
    }

    [Test]
    public void What_cannot_be_asked_leaves_the_check_undecided()
    {
        _database.Execute("CREATE TABLE users (id bigint PRIMARY KEY, email text)");
        _folder.Write("002_check.sql", "SET lock_timeout = '2s';\nALTER TABLE users VALIDATE CONSTRAINT users_email;\n");
        _database.Execute("CREATE FUNCTION is_mail(text) RETURNS boolean LANGUAGE sql AS 'SELECT true'; ALTER TABLE users ADD CONSTRAINT users_email CHECK (is_mail(email)) NOT VALID");
        var outcome = Check();
        Assert.That(outcome.Output, Does.Contain("MG0902").And.Contain("SELECT * FROM users WHERE NOT (is_mail(email))"));
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Unknown));
        Assert.That(Check("--unknown", "warn").Code, Is.EqualTo(ExitCode.Yes));
    }

    [Test]
    public void The_variable_is_enough_and_the_version_of_the_server_wins()
    {
        _database.Execute("CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL)");
        _folder.Write("002_email.sql", NotNull);
        _folder.Write("migrationguard.json", """{ "database": "postgresql", "databaseVersion": 12 }""");
        var outcome = InProcess.Run(_folder, new Dictionary<string, string> { ["MIGRATIONGUARD_CONNECTION"] = _database.ConnectionString }, "", "check", ".");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Yes), outcome.Output);
        Assert.That(outcome.Output, Does.Contain($"PostgreSQL {major}"));
    }

    [Test]
    public void A_database_that_does_not_let_us_in_gives_its_reason_and_exit_code_6()
    {
        _folder.Write("002_email.sql", NotNull);
        var target = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Database = "nowhere", Password = "topsecret" };
        var outcome = InProcess.Run(_folder, new Dictionary<string, string> { ["SHOP"] = target.ConnectionString }, "", "check", ".", "--connection", "env:SHOP");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Dependency));
        Assert.That(outcome.Error, Does.Contain($"cannot connect to 127.0.0.1:{target.Port}, database nowhere, user postgres: database \"nowhere\" does not exist (3D000)").And.Not.Contain("topsecret"));
    }

    [Test]
    public void SQL_Server_cannot_be_asked_yet_and_that_is_said()
    {
        _folder.Write("002_email.sql", "ALTER TABLE users ALTER COLUMN email nvarchar(20) NOT NULL;\n");
        var outcome = Check("--database", "sqlserver");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.Contain("only PostgreSQL can be asked"));
    }

    private Outcome Check(params string[]? more)
    {
        var connection = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Password = null }.ConnectionString;
        string[] arguments = more is null ? ["check", ".", "--database", "postgresql", "--database-version", $"{major}"] : ["check", ".", "--connection", connection, .. more];
        return InProcess.Run(_folder, arguments);
    }
}
