using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Locking;

public sealed class IndexLockTests
{
    private const string None = "-- migrationguard: no-transaction\n";
    private const string Orders = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint); CREATE INDEX orders_customer ON orders (customer_id);";

    private const string Events = """
        CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
        CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
        """;

    [TestCase("CREATE INDEX ON orders (customer_id);", "CREATE INDEX CONCURRENTLY ON orders (customer_id);")]
    [TestCase("CREATE INDEX i ON unknown (a);", "CREATE INDEX CONCURRENTLY i ON unknown (a);")]
    [TestCase("CREATE UNIQUE INDEX u ON shop.orders (lower(code)) WHERE code <> '';", "CREATE UNIQUE INDEX CONCURRENTLY u ON shop.orders (lower(code)) WHERE code <> '';")]
    public void A_build_under_a_lock_is_written_online(string sql, string online) => Assert.That(Suggestion("MG0101", sql, Orders), Is.EqualTo(online));

    [TestCase("CREATE TABLE invoices (id bigint); CREATE INDEX i ON invoices (id);")]
    [TestCase("CREATE TEMP TABLE picked (id bigint); CREATE INDEX i ON picked (id);")]
    [TestCase("CREATE INDEX i ON ONLY events (at);", Description = "holds nothing")]
    [TestCase(None + "CREATE INDEX CONCURRENTLY i ON orders (id);")]
    public void Nobody_waits_for(string sql) => Assert.That(Check.Finds("MG0101", "postgresql 16", sql, Orders + Events), Is.False);

    [Test]
    public void A_partitioned_table_is_indexed_partition_by_partition()
        => Assert.That(Suggestion("MG0101", "CREATE INDEX events_at ON events (at);", Events), Is.EqualTo("""
            CREATE INDEX events_at ON ONLY events (at);
            CREATE INDEX CONCURRENTLY events_2024_events_at ON events_2024 (at);
            ALTER INDEX events_at ATTACH PARTITION events_2024_events_at;
            """.ReplaceLineEndings("\n")));

    [Test]
    public void Asked_for_online_it_fails_and_has_the_same_plan()
        => Assert.That(Suggestion("MG0621", None + "CREATE INDEX CONCURRENTLY ON events (at);", Events), Does.StartWith("CREATE INDEX events_idx ON ONLY events (at);"));

    [Test]
    public void One_partition_is_an_ordinary_table() => Assert.That(Check.Finds("MG0621", "postgresql 16", None + "CREATE INDEX CONCURRENTLY ON events_2024 (at);", Events), Is.False);

    [TestCase("DROP INDEX orders_customer;", "All reads and writes of orders wait")]
    [TestCase("DROP INDEX other;", "All reads and writes of the table that other belongs to wait")]
    public void The_table_of_a_dropped_index_is_named_when_it_is_known(string sql, string effect)
    {
        var finding = Check.Findings("postgresql 16", sql, Orders).Single(f => f.Rule.Id == "MG0160");
        Assert.That((finding.Effect[..effect.Length], finding.Severity), Is.EqualTo((effect, Severity.Warning)));
    }

    [TestCase("CREATE TABLE invoices (id bigint); CREATE INDEX i ON invoices (id); DROP INDEX i; CREATE INDEX j ON invoices (id); REINDEX INDEX j; REINDEX TABLE invoices;")]
    [TestCase(None + "DROP INDEX CONCURRENTLY orders_customer; REINDEX TABLE CONCURRENTLY orders;")]
    public void An_index_of_a_new_table_or_work_online_is_fine(string sql)
        => Assert.That(Check.Findings("postgresql 16", sql, Orders).Select(f => f.Rule.Id), Has.None.EqualTo("MG0160").And.None.EqualTo("MG0161"));

    [Test]
    public void What_hangs_on_an_index_is_not_dropped_concurrently()
        => Assert.That(Suggestion("MG0160", "DROP INDEX orders_customer CASCADE;", Orders), Is.EqualTo("DROP INDEX CONCURRENTLY IF EXISTS orders_customer;"));

    [TestCase("REINDEX INDEX orders_customer;", "Writes to orders wait until orders_customer is rebuilt")]
    [TestCase("REINDEX TABLE orders;", "Writes to orders wait until each of its indexes is rebuilt")]
    [TestCase(None + "REINDEX SCHEMA shop;", "Writes to each table of shop wait until it is rebuilt")]
    public void REINDEX_says_who_waits(string sql, string effect)
        => Assert.That(Check.Findings("postgresql 16", sql, Orders).Single(f => f.Rule.Id == "MG0161").Effect, Does.StartWith(effect));

    private static string? Suggestion(string rule, string sql, string released) => Check.Findings("postgresql 16", sql, released).Single(f => f.Rule.Id == rule).Suggestion;
}
