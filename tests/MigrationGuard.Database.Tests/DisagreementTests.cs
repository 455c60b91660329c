using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Docs;
using Npgsql;

namespace MigrationGuard.Database.Tests;

/// <summary>What docs/disagreements.md says that the servers do.</summary>
[TestFixture(15)]
[TestFixture(18)]
public sealed partial class DisagreementTests(int major)
{
    private static readonly string[] Page = ["docs", "disagreements.md"];

    private const string Scans = "SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'orders'";

    private PostgresDatabase _database = null!;
    private NpgsqlConnection _runner = null!;
    private NpgsqlConnection _other = null!;

    [SetUp]
    public void Fill_tables()
    {
        _database = PostgresServer.Get(major).CreateDatabase();
        var page = File.ReadAllText(RepositoryFiles.Path(Page));
        _database.Execute(TablesBlock().Match(page).Groups[1].Value + "ANALYZE;");
        _runner = _database.Open();
        _other = _database.Open();
    }

    [TearDown]
    public void Close()
    {
        _runner?.Dispose();
        _other?.Dispose();
        _database?.Dispose();
    }

    [Test]
    public void A_stable_default_is_kept_once_for_all_rows()
    {
        Execute(_runner, "ALTER TABLE users ADD COLUMN created_at timestamp NOT NULL DEFAULT now()");
        Assert.That(Scalar(_runner, "SELECT count(DISTINCT created_at) FROM users"), Is.EqualTo(1));
        Assert.That(Scalar(_runner, "SELECT atthasmissing FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname = 'created_at'"), Is.True);
    }

    [Test]
    public void Readers_go_on_while_a_view_is_refreshed_concurrently()
    {
        Execute(_runner, "BEGIN; REFRESH MATERIALIZED VIEW CONCURRENTLY totals");
        Execute(_other, "SET lock_timeout = '50ms'");
        Assert.That(Scalar(_other, "SELECT count(*) FROM totals"), Is.EqualTo(1000));
        Assert.That(() => Execute(_other, "REFRESH MATERIALIZED VIEW CONCURRENTLY totals"), Refused(PostgresErrorCodes.LockNotAvailable));
    }

    [TestCase("SET statement_timeout = '5s'; COMMIT")]
    [TestCase("BEGIN; SET statement_timeout = '5s'; COMMIT")]
    public void A_setting_outlives_commit(string script)
    {
        Execute(_runner, script);
        Assert.That(Scalar(_runner, "SHOW statement_timeout"), Is.EqualTo("5s"));
    }

    [Test]
    public void A_nested_commit_commits_the_work_of_the_runner()
    {
        var codes = new List<string>();
        _runner.Notice += (_, e) => codes.Add(e.Notice.SqlState);
        foreach (var statement in new[] { "BEGIN", "DELETE FROM orders", "BEGIN", "SELECT 1", "COMMIT", "ROLLBACK" })
        {
            Execute(_runner, statement);
        }

        Assert.That(Scalar(_other, "SELECT count(*) FROM orders"), Is.Zero);
        Assert.That(codes, Is.EqualTo(new[] { PostgresErrorCodes.ActiveSqlTransaction, PostgresErrorCodes.NoActiveSqlTransaction }));
    }

    [TestCase("CREATE INDEX CONCURRENTLY users_email_idx ON users (email); SELECT 1", null)]
    [TestCase("CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email_idx ON users (email); SELECT 1", null)]
    [TestCase("SELECT 1; CREATE INDEX CONCURRENTLY users_email_idx ON users (email)", PostgresErrorCodes.ActiveSqlTransaction)]
    [TestCase("SELECT 1; CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email_idx ON users (email)", PostgresErrorCodes.ActiveSqlTransaction)]
    public void A_batch_may_begin_with_an_online_index_but_not_go_on_with_one(string batch, string? state)
        => Assert.That(() => Execute(_runner, batch), state is null ? Throws.Nothing : Refused(state));

    [Test]
    public void If_not_exists_keeps_an_invalid_index()
    {
        Execute(_runner, "UPDATE users SET name = 'same'");
        Assert.That(() => Execute(_runner, "CREATE UNIQUE INDEX CONCURRENTLY users_name_key ON users (name)"), Refused(PostgresErrorCodes.UniqueViolation));
        Execute(_runner, "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_name_key ON users (name)");
        Assert.That(Scalar(_runner, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_name_key'::regclass"), Is.False);
    }

    [TestCase("", 1)]
    [TestCase("CREATE INDEX orders_user_id ON orders (user_id); ANALYZE orders", 0)]
    public void Deleting_a_parent_reads_children_that_have_no_index(string index, int scans)
    {
        Execute(_runner, "DELETE FROM orders WHERE user_id = 7; ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID");
        Execute(_runner, index + ";");
        Execute(_runner, "BEGIN");
        var before = Convert.ToInt64(Scalar(_runner, Scans));
        Execute(_runner, "DELETE FROM users WHERE id = 7");
        Assert.That(Convert.ToInt64(Scalar(_runner, Scans)) - before, Is.EqualTo(scans));
    }

    [Test]
    public async Task Readers_queue_behind_a_migration_until_its_lock_timeout()
    {
        using var reader = _database.Open();
        Execute(_other, "BEGIN");
        Execute(_other, "SELECT count(*) FROM users");
        Execute(_runner, "SET lock_timeout = '700ms'");
        var watch = Stopwatch.StartNew();
        var migration = Task.Run(() => Execute(_runner, "ALTER TABLE users ADD COLUMN note text"));
        while (!migration.IsCompleted && Convert.ToInt64(Scalar(_other, "SELECT count(*) FROM pg_locks WHERE NOT granted")) == 0)
        {
            await Task.Delay(5);
        }

        Assert.That(Scalar(reader, "SELECT count(*) FROM users"), Is.EqualTo(1000));
        Assert.That(watch.ElapsedMilliseconds, Is.GreaterThanOrEqualTo(650));
        Assert.That(async () => await migration, Refused(PostgresErrorCodes.LockNotAvailable));
    }

    private static NUnit.Framework.Constraints.EqualStringConstraint Refused(string state)
        => Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo(state);

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static object? Scalar(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    [GeneratedRegex("```sql tables\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex TablesBlock();

    [GeneratedRegex("\\(`([A-Z][A-Za-z_]+)`\\)")]
    private static partial Regex NamedTest();

    /// <summary>The page as a whole.</summary>
    public sealed class Document
    {
        private static string Text => File.ReadAllText(RepositoryFiles.Path(Page));

        [Test]
        [Category("Generated")]
        public void The_lines_under_the_statements_say_what_the_servers_do()
            => Assert.That(GeneratedFile.Difference(MeasuredDocument.Run(Text), Page), Is.Null);

        [Test]
        public void Every_test_that_the_page_names_is_here_and_the_other_way_round()
        {
            var tests = typeof(DisagreementTests).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(m => m.GetCustomAttributes<TestAttribute>().Any() || m.GetCustomAttributes<TestCaseAttribute>().Any()).Select(m => m.Name);
            Assert.That(NamedTest().Matches(Text).Select(m => m.Groups[1].Value), Is.EquivalentTo(tests));
        }
    }
}
