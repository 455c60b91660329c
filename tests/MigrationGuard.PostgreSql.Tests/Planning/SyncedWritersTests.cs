using System.Globalization;
using MigrationGuard.Classifying;
using MigrationGuard.TestKit;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Planning;

/// <summary>Set MIGRATIONGUARD_SYNC_SECONDS for a long run of every case, and MIGRATIONGUARD_SYNC_SEED to repeat one.</summary>
[TestFixture(15)]
[TestFixture(18)]
public sealed class SyncedWritersTests(int major)
{
    private const int Writers = 4;

    private static readonly double Seconds = double.Parse(Environment.GetEnvironmentVariable("MIGRATIONGUARD_SYNC_SECONDS") ?? "1.2", CultureInfo.InvariantCulture);

    [TestCaseSource(typeof(SyncedShapes), nameof(SyncedShapes.All))]
    public void Writers_through_both_shapes_leave_them_equal(object source)
    {
        var shapes = (SyncedShapes)source;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MIGRATIONGUARD_SYNC_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        TestContext.Out.WriteLine($"PostgreSQL {major}, {shapes}: seed {seed}");
        using var database = Prepare(shapes, out var schema);
        using var connection = database.Open();
        var plan = PlannedRun.Plan(major, schema, shapes.Migration);
        Assert.That(plan.Left, Is.Empty);

        var progress = new SyncedProgress();
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, Writers).Select(number => new SyncedWriter(database.ConnectionString, shapes, progress, seed + number)).ToArray();
        var running = Array.ConvertAll(writers, writer => Task.Factory.StartNew(() => writer.Run(stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        try
        {
            stop.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(Seconds / 6));
            PlannedRun.Run(plan, connection, Phase.Expand);
            progress.Expanded = true;
            stop.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(Seconds / 6));
            PlannedRun.Run(plan, connection, Phase.Migrate);
            progress.Filled = true;
            Task.WaitAny(running, TimeSpan.FromSeconds(Seconds * 2 / 3));
        }
        finally
        {
            stop.Cancel();
        }

        Task.WaitAll(running);
        Array.ForEach(writers, writer => writer.Dispose());
        TestContext.Out.WriteLine($"{writers.Sum(writer => writer.Transactions)} transactions, {writers.Sum(writer => writer.Statements)} statements");
        AssertEqual(connection, shapes);
        Ask(connection, $"CREATE TABLE kept AS SELECT id, {shapes.New} AS v FROM t");
        PlannedRun.Run(plan, connection, Phase.Contract);
        var last = shapes.New == "n" ? "n" : "o";
        Assert.That(Ask(connection, $"SELECT count(*) FROM kept FULL JOIN t USING (id) WHERE ROW(kept.v)::record *<> ROW(t.{last})::record"), Is.Zero);
    }

    private static void AssertEqual(NpgsqlConnection connection, SyncedShapes shapes)
    {
        var unlike = $"ROW(CAST({shapes.Up} AS {shapes.NewType}))::record *<> ROW({shapes.New})::record OR ROW({shapes.Down})::record *<> ROW(o)::record";
        var example = Ask(connection, $"SELECT concat_ws(' | ', count(*), min(id), min(o::text), min({shapes.New}::text)) FROM t WHERE {unlike} HAVING count(*) > 0");
        Assert.That(example, Is.Null);
        Assert.That(Ask(connection, $"SELECT count(*) FROM t WHERE {shapes.New} IS NOT NULL"), Is.GreaterThan(SyncedWriter.Shared / 2L));
        Assert.That(Ask(connection, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"), Is.Zero);
    }

    private PostgresDatabase Prepare(SyncedShapes shapes, out string schema)
    {
        schema = $"CREATE TABLE t (id integer PRIMARY KEY, o {shapes.Type}, other integer);";
        var database = PostgresServer.Get(major).CreateDatabase();
        database.Execute("CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
        database.Execute(schema);
        database.Execute($"INSERT INTO t (id, o) SELECT n, CASE WHEN n % 10 > 0 THEN CAST('{shapes.Values[0]}' AS {shapes.OldType}) END FROM generate_series(1, {SyncedWriter.Shared}) AS n");
        return database;
    }

    private static object? Ask(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
