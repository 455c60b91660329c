using MigrationGuard.Guarding;
using MigrationGuard.TestKit;
using NUnit.Framework;

namespace MigrationGuard.PostgreSql.Tests.Guard;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class ConcurrentlyTests(int major)
{
    private const string Damage = """
        SELECT (SELECT count(*) FROM pg_index WHERE NOT (indisvalid AND indisready AND indislive)) + (SELECT count(*) FROM pg_inherits WHERE inhdetachpending)
        """;

    private GuardScene _scene = null!;

    [SetUp]
    public async Task Install() => _scene = await GuardScene.CreateAsync(major);

    [TearDown]
    public void Remove() => _scene?.Dispose();

    [TestCase("CREATE UNIQUE INDEX CONCURRENTLY refused ON users (username)", "MG001")]
    [TestCase("create /* x */ unique index -- y\n concurrently on public.users (username)", "MG001")]
    [TestCase(";CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"Re;fused\" ON ONLY users USING btree (username)", "MG001")]
    [TestCase("CREATE INDEX CONCURRENTLY refused ON users ((username || email))", "MG002")]
    [TestCase("CREATE INDEX CONCURRENTLY refused ON users (upper(username))", "MG002")]
    [TestCase("CREATE INDEX CONCURRENTLY refused ON users (id) WHERE 1 / id > 0", "MG002")]
    [TestCase("CREATE INDEX CONCURRENTLY refused ON U&\"users\" (id)", "MG002")]
    [TestCase("ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY", "MG001")]
    [TestCase("ALTER TABLE IF EXISTS ONLY (public.events) DETACH PARTITION \"events_1\" CONCURRENTLY;", "MG001")]
    [TestCase("ALTER TABLE events DETACH PARTITION U&\"events_1\" CONCURRENTLY", "MG002")]
    public void What_may_break_a_live_version_is_refused_before_it_starts(string sql, string state)
    {
        using var client = new SimpleProtocol(_scene.Database.ConnectionString, GuardScene.Migrator);

        Assert.That((client.Run(sql), _scene.Try(GuardScene.Migrator, sql)?.SqlState), Is.EqualTo((state, state)));
        Assert.That(_scene.Ask<long>(Damage), Is.Zero);
    }

    [Test]
    public void The_index_that_ON_CONFLICT_needs_is_not_dropped()
    {
        _scene.Database.Execute("SET ROLE guard_test_migrator; CREATE TABLE basket (id int, email text); GRANT INSERT, SELECT ON basket TO guard_test_app; CREATE UNIQUE INDEX basket_email ON basket (email)");
        _scene.Publish("4.3.0", ["INSERT INTO basket (id, email) VALUES ($1, $2) ON CONFLICT (email) DO NOTHING"], [["integer", "text"]]);

        Assert.That(_scene.Try(GuardScene.Migrator, "DROP INDEX CONCURRENTLY basket_email")?.SqlState, Is.EqualTo("MG001"));
        Assert.That(_scene.Try(GuardScene.Migrator, "DROP INDEX CONCURRENTLY IF EXISTS public.basket_email")?.SqlState, Is.EqualTo("MG001"));
        Assert.That(_scene.Ask<long>(Damage), Is.Zero);
        Assert.That(_scene.Try(GuardScene.App, "INSERT INTO basket (id, email) VALUES (1, 'a') ON CONFLICT (email) DO NOTHING"), Is.Null);
    }

    [Test]
    public void The_index_that_identifies_published_rows_is_not_dropped()
    {
        _scene.Database.Execute("""
            SET ROLE guard_test_migrator;
            CREATE TABLE stock (sku int NOT NULL, amount int); GRANT UPDATE, SELECT ON stock TO guard_test_app;
            CREATE UNIQUE INDEX stock_sku ON stock (sku); ALTER TABLE stock REPLICA IDENTITY USING INDEX stock_sku;
            RESET ROLE; CREATE PUBLICATION stock FOR TABLE stock;
            """);
        _scene.Publish("4.3.0", ["UPDATE stock SET amount = $2 WHERE sku = $1"], [["integer", "integer"]]);

        Assert.That(_scene.Try(GuardScene.Migrator, "DROP INDEX CONCURRENTLY stock_sku")?.SqlState, Is.EqualTo("MG001"));
    }

    [TestCase("CREATE INDEX CONCURRENTLY wanted ON users (id)")]
    [TestCase("CREATE INDEX CONCURRENTLY wanted ON users (email)")]
    [TestCase("CREATE INDEX CONCURRENTLY wanted ON users (id DESC NULLS LAST, feeling) WITH (fillfactor = 70) WHERE (email IS NOT NULL)")]
    [TestCase("CREATE INDEX CONCURRENTLY wanted ON users USING hash (email)")]
    [TestCase("CREATE UNIQUE INDEX CONCURRENTLY wanted ON spare (id)")]
    [TestCase("DROP INDEX CONCURRENTLY users_username")]
    [TestCase("DROP INDEX CONCURRENTLY users_lower")]
    [TestCase("DROP INDEX CONCURRENTLY IF EXISTS nosuch")]
    [TestCase("REINDEX INDEX CONCURRENTLY users_username")]
    public async Task What_breaks_nothing_passes_and_is_in_the_log(string sql)
    {
        var rows = _scene.Ask<long>("SELECT id FROM migration_guard.log_head");
        using var client = new SimpleProtocol(_scene.Database.ConnectionString, GuardScene.Migrator);

        Assert.That(client.Run(sql), Is.Null);
        Assert.That(_scene.Ask<long>(Damage), Is.Zero);
        Assert.That(_scene.Ask<long>("SELECT id FROM migration_guard.log_head") - rows, Is.EqualTo(sql.Contains("nosuch", StringComparison.Ordinal) || sql.StartsWith("REINDEX", StringComparison.Ordinal) ? 0 : 1));
        Assert.That((await _scene.ExamineAsync()).Where(finding => finding.Id != "owner"), Is.Empty);
    }

    [Test]
    public async Task Observed_it_runs_and_is_in_the_log()
    {
        await _scene.InstallAsync(new GuardOptions { Mode = GuardMode.Observe });

        Assert.That(_scene.Try(GuardScene.Migrator, "CREATE UNIQUE INDEX CONCURRENTLY unwanted ON users (username)"), Is.Null);
        Assert.That(_scene.Try(GuardScene.Migrator, "ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY"), Is.Null);
        Assert.That(_scene.Ask<long>(Damage), Is.Zero);
        Assert.That(_scene.Ask<long>("SELECT count(*) FROM migration_guard.log WHERE event = 'would_refuse'"), Is.EqualTo(2));
    }

    [Test]
    public void A_broken_glass_lets_one_command_through()
    {
        using var session = _scene.OpenAs(GuardScene.Breaker);

        Assert.That(GuardScene.Try(session, "SET ROLE guard_test_migrator", "SET migration_guard.break_glass = 'OPS-7: double names'", "CREATE UNIQUE INDEX CONCURRENTLY broken ON users (username)"), Is.Null);
        Assert.That(GuardScene.Try(session, "CREATE UNIQUE INDEX CONCURRENTLY again ON users (username)")?.SqlState, Is.EqualTo("MG001"));
        Assert.That(_scene.Ask<string>("SELECT who || ' ' || (details ->> 'ticket') FROM migration_guard.log WHERE event = 'break_glass'"), Is.EqualTo("guard_test_breaker OPS-7"));
    }

    [Test]
    public void An_accepted_difference_lets_the_same_command_through()
    {
        const string Index = "CREATE INDEX CONCURRENTLY long_names ON users (upper(email))";
        var refused = _scene.Try(GuardScene.Migrator, Index)!;
        var accept = refused.Hint!.Split('\n').First(line => line.Contains("migration_guard.accept", StringComparison.Ordinal));

        _scene.Try(GuardScene.Approver, accept[accept.IndexOf("SELECT", StringComparison.Ordinal)..]);

        Assert.That(_scene.Try(GuardScene.Migrator, Index), Is.Null);
        Assert.That(_scene.Try(GuardScene.Migrator, "CREATE INDEX CONCURRENTLY other ON users (upper(username))")?.SqlState, Is.EqualTo("MG002"));
    }

    [Test]
    public void A_started_build_waits_for_its_table_without_holding_up_the_guard()
    {
        using var holder = _scene.OpenAs(GuardScene.Migrator);
        GuardScene.Run(holder, "BEGIN; LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE");
        using var builder = _scene.OpenAs(GuardScene.Migrator);
        using var build = new Npgsql.NpgsqlCommand("CREATE INDEX CONCURRENTLY orders_placed ON orders (placed)", builder);
        var running = build.ExecuteNonQueryAsync();

        Assert.That(_scene.Try(GuardScene.Migrator, "ALTER TABLE spare ADD z int"), Is.Null);
        Assert.That(GuardScene.Try(holder, "ALTER TABLE orders ADD note text", "COMMIT"), Is.Null);
        Assert.That(async () => await running, Throws.Nothing);
    }
}
