using MigrationGuard.Databases;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Database.Tests.Facts;

/// <summary>What each lock mode keeps out, tried.</summary>
[TestFixture(15)]
[TestFixture(18)]
public sealed class LockModeTests(int major)
{
    private static IReadOnlyList<LockMode> Modes => PostgreSqlLocks.All;

    [Test]
    public void A_mode_blocks_reads_and_writes_as_it_says()
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        database.Execute("CREATE TABLE t (id integer)");
        using var holder = database.Open();
        using var other = database.Open();
        Execute(other, "SET lock_timeout = '30ms'");
        Assert.Multiple(() =>
        {
            foreach (var mode in Modes)
            {
                using var transaction = holder.BeginTransaction();
                Execute(holder, $"LOCK TABLE t IN {mode} MODE");
                Assert.That(Waits(other, "SELECT * FROM t"), Is.EqualTo(mode.BlocksReads), $"{mode}, reads");
                Assert.That(Waits(other, "INSERT INTO t VALUES (1)"), Is.EqualTo(mode.BlocksWrites), $"{mode}, writes");
            }
        });
    }

    [Test]
    public void Stronger_modes_block_at_least_as_much()
    {
        Assert.That(Modes.Select(m => m.Strength), Is.Ordered);
        Assert.That(Modes.Select(m => (m.BlocksReads ? 1 : 0) + (m.BlocksWrites ? 1 : 0)), Is.Ordered);
    }

    private static bool Waits(NpgsqlConnection connection, string sql)
    {
        try
        {
            Execute(connection, sql);
            return false;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return true;
        }
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
