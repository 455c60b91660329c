using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Sql.PostgreSql;

public sealed class IndexReadingTests
{
    [Test]
    public void CREATE_INDEX_is_read() => Assert.That(
        Reading.Operations("""
            CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY s.t USING btree
                (a, lower(b) text_pattern_ops DESC NULLS LAST, (c + d), "E" COLLATE "C")
                INCLUDE (f, g) NULLS NOT DISTINCT WITH (fillfactor = 70) TABLESPACE fast WHERE deleted_at IS NULL;
            CREATE INDEX ON t (a);
            """),
        Is.EqualTo(new Operation[]
        {
            new CreateIndex(
                "i",
                new ObjectName("s", "t"),
                new([
                    new IndexKey("a", null),
                    new IndexKey(null, Reading.Sql("lower(b)")) { Options = "text_pattern_ops DESC NULLS LAST" },
                    new IndexKey(null, Reading.Sql("(c + d)")),
                    new IndexKey("E", null) { Options = "COLLATE \"C\"" },
                ]))
            {
                Unique = true,
                Concurrently = true,
                IfNotExists = true,
                Only = true,
                Method = "btree",
                Include = new(["f", "g"]),
                NullsNotDistinct = true,
                Storage = "WITH (fillfactor = 70) TABLESPACE fast",
                Where = Reading.Sql("deleted_at IS NULL"),
            },
            new CreateIndex(null, "t", new([new IndexKey("a", null)])),
        }));

    [Test]
    public void Indexes_are_dropped_altered_and_rebuilt() => Assert.That(
        Reading.Operations("""
            DROP INDEX CONCURRENTLY IF EXISTS s.i;
            ALTER INDEX IF EXISTS i RENAME TO j;
            ALTER INDEX i ATTACH PARTITION p;
            ALTER INDEX i SET (fillfactor = 70);
            REINDEX INDEX CONCURRENTLY i;
            REINDEX (VERBOSE, CONCURRENTLY) TABLE t;
            REINDEX DATABASE d;
            """),
        Is.EqualTo(new Operation[]
        {
            new DropIndex(new ObjectName("s", "i")) { Concurrently = true, IfExists = true },
            new RenameIndex("i", "j"),
            new AttachPartition("i", "p", "") { IsIndex = true },
            new AlterIndex("i", IndexChange.Options) { Options = new IndexOptions { Other = "SET (fillfactor = 70)" } },
            new Reindex(ReindexScope.Index, "i") { Concurrently = true },
            new Reindex(ReindexScope.Table, "t") { Concurrently = true },
            new Reindex(ReindexScope.Database, "d"),
        }));
}
