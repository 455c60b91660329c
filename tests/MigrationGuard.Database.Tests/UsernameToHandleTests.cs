using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Database.Tests;

[TestFixture(15)]
[TestFixture(18)]
public sealed class UsernameToHandleTests(int major)
{
    private const string Version1Writes = "INSERT INTO users (username) VALUES ('ada') RETURNING id";
    private const string Version1Reads = "SELECT username FROM users WHERE id = ";
    private const string Version2Writes = "INSERT INTO users (handle) VALUES ('bob') RETURNING id";
    private const string Version2Reads = "SELECT handle FROM users WHERE id = ";

    private PostgresDatabase _database = null!;

    [SetUp]
    public void Create_a_table_with_rows()
    {
        _database = PostgresServer.Get(major).CreateDatabase();
        _database.Execute("CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, username text NOT NULL)");
        _database.Execute("INSERT INTO users (username) SELECT 'user ' || n FROM generate_series(1, 2500) AS n");
    }

    [TearDown]
    public void Drop_the_database() => _database?.Dispose();

    [Test]
    public void The_rename_breaks_version_1_at_once()
    {
        Migrate("wrong", "001_rename.sql");

        Assert.That(
            () => Scalar(Version1Writes),
            Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo(PostgresErrorCodes.UndefinedColumn));
    }

    [Test]
    public void After_the_expand_step_each_version_reads_what_the_other_writes()
    {
        Migrate("right", "001_add_handle.sql");

        var (written1, written2) = (Scalar(Version1Writes), Scalar(Version2Writes));
        Assert.That(Scalar(Version2Reads + written1), Is.EqualTo("ada"));
        Assert.That(Scalar(Version1Reads + written2), Is.EqualTo("bob"));

        _database.Execute($"UPDATE users SET username = 'ada l' WHERE id = {written1}");
        _database.Execute($"UPDATE users SET handle = 'bob b' WHERE id = {written2}");
        Assert.That(Scalar(Version2Reads + written1), Is.EqualTo("ada l"));
        Assert.That(Scalar(Version1Reads + written2), Is.EqualTo("bob b"));
    }

    [Test]
    public void The_migrate_step_fills_every_row_of_before()
    {
        Migrate("right", "001_add_handle.sql");
        Migrate("right", "002_fill_handle.sql");

        Assert.That(Scalar("SELECT count(*) FROM users WHERE handle IS DISTINCT FROM username"), Is.Zero);
    }

    [Test]
    public void The_contract_step_leaves_version_2_alone()
    {
        Migrate("right", "001_add_handle.sql");
        Migrate("right", "002_fill_handle.sql");
        Migrate("right", "003_drop_username.sql");

        Assert.That(Scalar(Version2Reads + Scalar(Version2Writes)), Is.EqualTo("bob"));
    }

    private void Migrate(string folder, string file) =>
        _database.Execute(File.ReadAllText(RepositoryFiles.Path("samples", "username-to-handle", folder, file)));

    private object? Scalar(string sql)
    {
        using var connection = _database.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
