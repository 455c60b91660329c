using MigrationGuard.Backfills;
using MigrationGuard.TestKit;

namespace MigrationGuard.PostgreSql.Tests.Backfills;

/// <summary>Every row exactly once, whatever the key: a trigger writes down every update.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class WholeTableTests(int major)
{
    private const string Trigger = "; CREATE TRIGGER write_down AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION write_down();";

    private static readonly string[] Tables =
    [
        "CREATE TABLE t (id int PRIMARY KEY, key text GENERATED ALWAYS AS (id) STORED, n int DEFAULT 0); INSERT INTO t (id) SELECT x * 3 FROM generate_series(-200, 200) AS x",
        "CREATE TABLE t (a text, b date, c int, key text, n int DEFAULT 0, PRIMARY KEY (a, b, c)); INSERT INTO t SELECT 'x' || x % 3, DATE '2026-01-01' + x % 5, x, x, 0 FROM generate_series(1, 400) AS x",
        "CREATE TABLE t (tenant int, id bigint, key text, n int DEFAULT 0, PRIMARY KEY (tenant, id)); INSERT INTO t SELECT 1, x, x, 0 FROM generate_series(1, 400) AS x",
        "CREATE TABLE t (id uuid PRIMARY KEY, key text, n int DEFAULT 0); INSERT INTO t SELECT gen_random_uuid(), x, 0 FROM generate_series(1, 400) AS x",
        """CREATE TABLE t (id text COLLATE "und-x-icu" PRIMARY KEY, key text, n int DEFAULT 0); INSERT INTO t SELECT (ARRAY['a','A','ä','Z','z','_','-',' ','''','\'])[1 + x % 10] || (ARRAY['', 'B','b','é','"', E'\n'])[1 + x / 10 % 6] || x, x, 0 FROM generate_series(1, 400) AS x""",
        "CREATE TABLE t (id char(9) PRIMARY KEY, key text, n int DEFAULT 0); INSERT INTO t SELECT chr(65 + x % 26) || x, x, 0 FROM generate_series(1, 400) AS x",
        "CREATE TABLE t (id timestamptz PRIMARY KEY, key text, n int DEFAULT 0); INSERT INTO t SELECT '2026-10-25 00:00+00'::timestamptz + x * interval '7 min 1.000001 s', x, 0 FROM generate_series(1, 399) AS x UNION ALL SELECT 'infinity', 400, 0",
        "CREATE TABLE t (id double precision PRIMARY KEY, key text, n int DEFAULT 0); INSERT INTO t SELECT x / 7.0, x, 0 FROM generate_series(1, 399) AS x UNION ALL SELECT 'NaN', 400, 0",
        "CREATE TABLE t (id numeric PRIMARY KEY, key text, n int DEFAULT 0); INSERT INTO t SELECT 1.10 * x, x, 0 FROM generate_series(1, 400) AS x",
        "CREATE TABLE t (id bytea PRIMARY KEY, key text, n int DEFAULT 0); INSERT INTO t SELECT sha256(x::text::bytea), x, 0 FROM generate_series(1, 400) AS x",
        "CREATE TYPE size AS ENUM ('small', 'large', 'huge'); CREATE TABLE t (a size, b int, key text, n int DEFAULT 0, PRIMARY KEY (a, b)); INSERT INTO t SELECT (ARRAY['small', 'large', 'huge']::size[])[1 + x % 3], x, x, 0 FROM generate_series(1, 400) AS x",
        "CREATE TABLE t (id int NOT NULL UNIQUE, \"Other\" int, key text, n int DEFAULT 0); INSERT INTO t SELECT x, x, x, 0 FROM generate_series(1, 400) AS x",
        "CREATE TABLE t (key text, n int DEFAULT 0); INSERT INTO t SELECT x, 0 FROM generate_series(1, 4000) AS x; DELETE FROM t WHERE key::int % 10 < 3",
        "CREATE TABLE t (id int, key text, n int DEFAULT 0) WITH (fillfactor = 40); INSERT INTO t SELECT x, x, 0 FROM generate_series(1, 4000) AS x; CREATE UNIQUE INDEX ON t (id)",
        """
        CREATE TABLE t (id int, at date, key text, n int DEFAULT 0, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
        CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
        CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM ('2026-02-01') TO ('2026-03-01') PARTITION BY HASH (id);
        CREATE TABLE t_2_a PARTITION OF t_2 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
        CREATE TABLE "T 2 b" PARTITION OF t_2 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
        CREATE TABLE t_3 PARTITION OF t DEFAULT;
        INSERT INTO t SELECT x, DATE '2026-01-01' + x % 59, x, 0 FROM generate_series(1, 400) AS x
        """,
        "CREATE TABLE t (key text PRIMARY KEY, n int DEFAULT 0); CREATE TABLE t_child (more int) INHERITS (t); INSERT INTO t SELECT x, 0 FROM generate_series(1, 200) AS x; INSERT INTO t_child SELECT 'c' || x, 0, x FROM generate_series(1, 200) AS x",
        "CREATE TABLE t (key text PRIMARY KEY, n int DEFAULT 0)",
    ];

    private BackfillScene _scene = null!;

    [OneTimeSetUp]
    public void Create() => _scene = new BackfillScene(major, BackfillScene.Counted);

    [OneTimeTearDown]
    public void Remove() => _scene?.Dispose();

    [TestCaseSource(nameof(Tables))]
    public async Task Every_row_is_updated_once(string table)
    {
        Begin(table);
        if (table.Contains("INHERITS", StringComparison.Ordinal))
        {
            _scene.Database.Execute(Trigger.Replace("ON t ", "ON t_child ", StringComparison.Ordinal));
        }

        var report = await _scene.MustAsync("t", "n = n + 1", "n = 0", BackfillScene.Quick with { Target = TimeSpan.FromMilliseconds(5) });

        Assert.That(_scene.Ask<long>("SELECT count(*) FROM t WHERE n <> 1"), Is.Zero);
        Assert.That(_scene.Ask<long>("SELECT count(*) FROM written"), Is.EqualTo(_scene.Ask<long>("SELECT count(*) FROM t")));
        Assert.That(_scene.Ask<long>("SELECT count(*) FROM (SELECT key FROM written EXCEPT ALL SELECT key FROM t) AS twice"), Is.Zero);
        Assert.That((report.Status!.Rows, report.Status.Share, report.Status.State), Is.EqualTo((_scene.Ask<long>("SELECT count(*) FROM t"), 1.0, BackfillState.Done)));
    }

    [FsCheck.NUnit.Property(MaxTest = 10)]
    public void Any_keys_and_any_sizes_of_batches(int[] keys, byte first, byte largest)
    {
        var rows = keys.Distinct().ToArray();
        Begin($"CREATE TABLE t (id int PRIMARY KEY, key text, n int DEFAULT 0); INSERT INTO t SELECT x, x FROM unnest('{{{string.Join(',', rows)}}}'::int[]) AS x");

        _scene.MustAsync("t", "n = n + 1", "n = 0", BackfillScene.Quick with { FirstSize = 1 + (first % 9), LargestSize = 1 + (largest % 30) }).GetAwaiter().GetResult();

        Assert.That(_scene.Ask<long>("SELECT count(*) FROM written"), Is.EqualTo(rows.Length));
        Assert.That(_scene.Ask<long>("SELECT count(*) FROM t WHERE n <> 1"), Is.Zero);
    }

    [TestCase("id int PRIMARY KEY")]
    [TestCase("id int")]
    public async Task Rows_that_come_change_and_move_meanwhile_are_done_too(string key)
    {
        using var scene = new BackfillScene(major, $"CREATE TABLE t ({key}, name text, handle text); INSERT INTO t SELECT x, 'Name ' || x FROM generate_series(1, 6000) AS x");
        using var ended = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 2).Select(number => Task.Run(() => WriteAsync(scene, number, ended.Token))).ToArray();
        await Task.Delay(50);
        var settings = BackfillScene.Quick with { LockTimeout = TimeSpan.FromSeconds(5), Passes = 50 };
        var running = scene.RunAsync("t", "handle = lower(name)", "handle IS DISTINCT FROM lower(name)", settings);
        await Task.Delay(600);
        await ended.CancelAsync();
        await Task.WhenAll(writers);

        Assert.That((await running).Verdict, Is.EqualTo(BackfillVerdict.Done).Or.EqualTo(BackfillVerdict.Left));
        await scene.MustAsync("t", "handle = lower(name)", "handle IS DISTINCT FROM lower(name)", settings);
        Assert.That(scene.Ask<long>("SELECT count(*) FROM t WHERE handle IS DISTINCT FROM lower(name)"), Is.Zero);
        Assert.That(scene.Ask<long>("SELECT count(*) FROM t"), Is.GreaterThan(6000));
    }

    private void Begin(string table) => _scene.Database.Execute($"""
        DROP TABLE IF EXISTS t CASCADE;
        DROP TYPE IF EXISTS size;
        TRUNCATE written;
        DROP SCHEMA IF EXISTS migration_guard_backfill CASCADE;
        {table}{Trigger}
        """);

    private static async Task WriteAsync(BackfillScene scene, int number, CancellationToken ended)
    {
        await using var connection = scene.Database.Open();
        var random = new Random(number);
        for (var i = 0; !ended.IsCancellationRequested; i++)
        {
            var (low, added) = (random.Next(1, 6000), 10_000 + (i * 2) + number);
            await using var command = new Npgsql.NpgsqlCommand($"INSERT INTO t VALUES ({added}, 'Added {added}'), (-{added}, 'Before'); UPDATE t SET name = 'Changed ' || id WHERE id = {low}; DELETE FROM t WHERE id = {low + 1} AND id % 7 = 0", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
