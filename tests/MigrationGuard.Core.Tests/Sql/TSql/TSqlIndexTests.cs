using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Sql.TSql;

public sealed class TSqlIndexTests
{
    [Test]
    public void Create_index_with_everything_in_it()
        => Assert.That(
            TSqlText.Single<CreateIndex>("""
                CREATE UNIQUE NONCLUSTERED INDEX [ix] ON dbo.users ([a] ASC, b DESC) INCLUDE ([c], d) WHERE ([a] IS NOT NULL AND b = 1)
                WITH (ONLINE = ON (WAIT_AT_LOW_PRIORITY (MAX_DURATION = 5 MINUTES, ABORT_AFTER_WAIT = BLOCKERS)), RESUMABLE = ON, MAX_DURATION = 60,
                      DROP_EXISTING = OFF, DATA_COMPRESSION = PAGE, SORT_IN_TEMPDB = ON) ON [PRIMARY]
                """),
            Is.EqualTo(new CreateIndex("ix", new ObjectName("dbo", "users"), new[] { new IndexKey("a", null) { Options = "ASC" }, new IndexKey("b", null) { Options = "DESC" } })
            {
                Unique = true,
                Include = new[] { "c", "d" },
                Where = new SqlExpression("([a] IS NOT NULL AND b = 1)", ExpressionKind.Other, [], []),
                Options = new IndexOptions
                {
                    Online = true,
                    LowPriority = new LowPriorityWait(5, AbortAfterWait.Blockers),
                    Resumable = true,
                    DataCompression = "PAGE",
                    Other = "MAX_DURATION = 60, SORT_IN_TEMPDB = ON",
                },
                Storage = "ON [PRIMARY]",
            }));

    [TestCase("CREATE CLUSTERED INDEX ix ON t (a)", IndexKind.Clustered)]
    [TestCase("CREATE INDEX ix ON t (a)", IndexKind.Ordinary)]
    [TestCase("CREATE CLUSTERED COLUMNSTORE INDEX ix ON t", IndexKind.Columnstore)]
    [TestCase("CREATE NONCLUSTERED COLUMNSTORE INDEX ix ON t (a, b)", IndexKind.Columnstore)]
    [TestCase("CREATE PRIMARY XML INDEX ix ON t (x)", IndexKind.Special)]
    [TestCase("CREATE SPATIAL INDEX ix ON t (g) USING GEOMETRY_GRID WITH (BOUNDING_BOX = (0, 0, 1, 1))", IndexKind.Special)]
    [TestCase("CREATE FULLTEXT INDEX ON t (a LANGUAGE 1033, b) KEY INDEX pk ON cat WITH CHANGE_TRACKING AUTO", IndexKind.Special)]
    public void Kinds_of_indexes_are_told_apart(string sql, IndexKind kind) => Assert.That(TSqlText.Single<CreateIndex>(sql).Kind, Is.EqualTo(kind));

    [Test]
    public void Old_options_without_parentheses_are_read()
        => Assert.That(TSqlText.Single<CreateIndex>("CREATE INDEX ix ON t (a) WITH FILLFACTOR = 80, DROP_EXISTING ON [PRIMARY]").Options, Is.EqualTo(new IndexOptions { DropExisting = true, Other = "FILLFACTOR = 80" }));

    [Test]
    public void Both_forms_of_drop_index_name_the_table()
    {
        Assert.That(TSqlText.Operations("DROP INDEX IF EXISTS ix ON dbo.t, iy ON u WITH (ONLINE = ON)"), Is.EqualTo(new[]
        {
            new DropIndex("ix") { On = new ObjectName("dbo", "t"), IfExists = true },
            new DropIndex("iy") { On = "u", IfExists = true, Options = new IndexOptions { Online = true } },
        }));
        Assert.That(TSqlText.Single<DropIndex>("DROP INDEX dbo.t.ix"), Is.EqualTo(new DropIndex("ix") { On = new ObjectName("dbo", "t") }));
    }

    [TestCase("ALTER INDEX ALL ON t REBUILD", IndexChange.Rebuild)]
    [TestCase("ALTER INDEX ix ON t REORGANIZE WITH (LOB_COMPACTION = ON)", IndexChange.Reorganize)]
    [TestCase("ALTER INDEX ix ON t DISABLE", IndexChange.Disable)]
    [TestCase("ALTER INDEX ix ON t RESUME WITH (MAX_DURATION = 10 MINUTES)", IndexChange.ResumableControl)]
    [TestCase("ALTER INDEX ix ON t PAUSE", IndexChange.ResumableControl)]
    [TestCase("ALTER INDEX ix ON t ABORT", IndexChange.ResumableControl)]
    [TestCase("ALTER INDEX ix ON t SET (ALLOW_ROW_LOCKS = OFF)", IndexChange.Options)]
    public void Alter_index_says_what_it_does(string sql, IndexChange change) => Assert.That(TSqlText.Single<AlterIndex>(sql).Change, Is.EqualTo(change));

    [Test]
    public void An_online_rebuild_of_a_partition_keeps_both()
    {
        var options = TSqlText.Single<AlterIndex>("ALTER INDEX ix ON t REBUILD PARTITION = 3 WITH (ONLINE = ON, MAXDOP = 2)").Options;
        Assert.That((options.Online, options.Other), Is.EqualTo((true, "PARTITION = 3, MAXDOP = 2")));
    }

    [TestCase("EXEC sp_rename 'dbo.users.name', 'handle', 'COLUMN'")]
    [TestCase("EXECUTE sys.sp_rename @objname = N'[dbo].[users].[name]', @newname = N'handle', @objtype = 'column'")]
    [TestCase("sp_rename N'dbo.users.name', handle, COLUMN")]
    [TestCase("EXEC dbo.sp_rename 'dbo.users.name', 'handle'")]
    public void Columns_are_renamed_in_every_spelling(string sql)
        => Assert.That(TSqlText.Single<RenameColumn>(sql), Is.EqualTo(new RenameColumn(new ObjectName("dbo", "users"), "name", "handle")));

    [Test]
    public void Other_objects_are_renamed_too()
        => Assert.That(TSqlText.Operations("""
            EXEC sp_rename 'users', 'people'
            EXEC sp_rename '[dbo].[users]', 'people', 'OBJECT'
            EXEC sp_rename 'dbo.users.ix', 'iy', 'INDEX'
            EXEC sp_rename 'PK_users', 'PK_people'
            EXEC sp_rename 'dbo.Flag', 'Bit', 'USERDATATYPE'
            EXEC sp_rename @old, @new
            """),
            Is.EqualTo(new Operation[]
            {
                new RenameTable("users", "people"),
                new RenameTable(new ObjectName("dbo", "users"), "people"),
                new RenameIndex("ix", "iy") { On = new ObjectName("dbo", "users") },
                new RenameObject(ObjectKind.Other, "PK_users", "PK_people") { Signature = "CONSTRAINT" },
                new RenameType(new ObjectName("dbo", "Flag"), "Bit"),
                new UnreadSql("EXEC sp_rename @old, @new", "the names are computed at run time"),
            }));
}
