using System.Diagnostics;
using MigrationGuard.TestKit;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.PostgreSql.Tests.Guard;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class OverheadTests(int major)
{
    private const string Batch = """
        BEGIN; CREATE TEMP TABLE batch (id int, name text) ON COMMIT DROP; INSERT INTO batch SELECT n, 'name' FROM generate_series(1, 20) AS n;
        INSERT INTO spare SELECT id FROM batch; COMMIT
        """;

    private const string Transactions = "BEGIN; UPDATE spare SET id = id WHERE id = 1; INSERT INTO spare VALUES (1); SELECT count(*) FROM orders; COMMIT";

    private GuardScene _scene = null!;

    [SetUp]
    public async Task Install() => _scene = await GuardScene.CreateAsync(major);

    [TearDown]
    public void Remove() => _scene?.Dispose();

    [Test]
    public void A_temporary_table_costs_one_look_of_one_function()
    {
        var called = Called(Batch);

        Assert.That(called, Is.EqualTo(new[] { "on_command_end" }));
    }

    [Test]
    public void Statements_of_applications_call_nothing() => Assert.That(Called(Transactions), Is.Empty);

    [Test]
    public void A_table_that_no_version_uses_is_not_judged_by_statements()
        => Assert.That(Called("ALTER TABLE spare ALTER id SET DEFAULT 1"), Does.Contain("judge_transaction").And.Not.Contains("judge_objects").And.Not.Contains("record_facts"));

    [Test]
    [Retry(3)]
    public void A_change_of_a_table_that_no_version_uses_costs_less_than_5_ms()
    {
        using var guarded = _scene.OpenAs("postgres");
        using var other = PostgresServer.Get(major).CreateDatabase();
        other.Execute("CREATE TABLE spare (id int)");
        using var plain = other.Open();
        var extra = Enumerable.Range(0, 60).Select(_ => Milliseconds(guarded, "ALTER TABLE spare ALTER id SET DEFAULT 1") - Milliseconds(plain, "ALTER TABLE spare ALTER id SET DEFAULT 1")).Order().ToArray();

        TestContext.Out.WriteLine(FormattableString.Invariant($"PostgreSQL {major}: {extra[30]:0.00} ms more, median of 60"));
        Assert.That(extra[30], Is.LessThan(5));
    }

    [TestCase(Batch, TestName = "{m}(temporary tables)")]
    [TestCase(Transactions, TestName = "{m}(statements)")]
    [Explicit("It measures, and needs a machine that does nothing else.")]
    public void Throughput_stays_at_98_percent(string sql)
    {
        using var other = PostgresServer.Get(major).CreateDatabase();
        other.Execute("CREATE TABLE spare (id int); CREATE TABLE orders (id int)");
        using var plain = other.Open();
        using var guarded = _scene.OpenAs("postgres");
        var ratios = Enumerable.Range(0, 24).Select(round => round % 2 == 0
            ? 1 / Ratio(plain, guarded, sql)
            : Ratio(guarded, plain, sql)).Skip(4).ToArray();
        var mean = ratios.Average();
        var half = 2.09 * Math.Sqrt(ratios.Sum(ratio => (ratio - mean) * (ratio - mean)) / (ratios.Length - 1) / ratios.Length);

        TestContext.Out.WriteLine(FormattableString.Invariant($"PostgreSQL {major}: {mean:0.000} of the throughput without a guard, 95 % confidence {mean - half:0.000} to {mean + half:0.000}, {ratios.Length} pairs"));
        Assert.That(mean + half, Is.GreaterThanOrEqualTo(0.98));
    }

    // Alternating transactions, so that both see the same neighbours.
    private static double Ratio(NpgsqlConnection first, NpgsqlConnection second, string sql)
    {
        double firstTime = 0, secondTime = 0;
        for (var round = 0; round < 150; round++)
        {
            firstTime += Milliseconds(first, sql);
            secondTime += Milliseconds(second, sql);
        }

        return secondTime / firstTime;
    }

    private static double Milliseconds(NpgsqlConnection connection, string sql)
    {
        var start = Stopwatch.GetTimestamp();
        GuardScene.Run(connection, sql);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private string[] Called(string sql)
    {
        using var session = _scene.OpenAs("postgres");
        GuardScene.Run(session, "SET track_functions = 'all'");
        GuardScene.Run(session, sql);
        using var query = new NpgsqlCommand("""
            SELECT p.proname::text FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace AND n.nspname = 'migration_guard'
            WHERE pg_stat_get_xact_function_calls(p.oid) > 0 OR pg_stat_get_function_calls(p.oid) > 0 ORDER BY 1
            """, session);
        GuardScene.Run(session, "SELECT pg_stat_force_next_flush()");
        GuardScene.Run(session, "SELECT 1");
        using var reader = query.ExecuteReader();
        var called = new List<string>();
        while (reader.Read())
        {
            called.Add(reader.GetString(0));
        }

        return [.. called];
    }
}
