using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Sql.TSql;

public sealed class TSqlTableTests
{
    [Test]
    public void Create_table_with_everything_in_it()
    {
        var table = TSqlText.Single<CreateTable>("""
            CREATE TABLE [dbo].[Users] (
                [Id] [int] IDENTITY (1, 1) NOT FOR REPLICATION NOT NULL CONSTRAINT [PK_Users] PRIMARY KEY NONCLUSTERED WITH (FILLFACTOR = 90),
                [Name] NVARCHAR (MAX) COLLATE Latin1_General_CI_AS NULL CONSTRAINT [DF_Name] DEFAULT (N'x'),
                [Full] AS ([First] + N' ' + [Last]) PERSISTED NOT NULL,
                [Sparse] varchar(10) SPARSE NULL,
                [Key] uniqueidentifier ROWGUIDCOL DEFAULT newsequentialid() UNIQUE,
                OrgId int REFERENCES dbo.Orgs (Id) ON DELETE CASCADE NOT FOR REPLICATION CHECK (OrgId > 0),
                CONSTRAINT [UQ_Name] UNIQUE CLUSTERED ([Name] ASC, [Id] DESC) ON [PRIMARY],
            ) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
            """);
        Assert.That(table.Columns.Select(c => (c.Name, c.Type?.ToString(), c.Nullable)), Is.EqualTo(new[]
        {
            ("Id", "int", (bool?)false), ("Name", "nvarchar(max)", true), ("Full", null, false), ("Sparse", "varchar(10)", true),
            ("Key", "uniqueidentifier", null), ("OrgId", "int", null),
        }));
        Assert.That(table.Columns[0].Generated, Is.EqualTo(GeneratedKind.IdentityAlways));
        Assert.That(table.Columns[0].Options, Is.EqualTo("IDENTITY (1, 1) NOT FOR REPLICATION"));
        Assert.That(((UniqueConstraint)table.Columns[0].Constraints[0]).Options.Other, Is.EqualTo("FILLFACTOR = 90"));
        Assert.That((table.Columns[1].DefaultName, table.Columns[1].Default!.Text, table.Columns[1].Default!.Kind), Is.EqualTo(("DF_Name", "(N'x')", ExpressionKind.Literal)));
        Assert.That(table.Columns[2].Generated, Is.EqualTo(GeneratedKind.Stored));
        Assert.That(table.Columns[4].Default!.Calls("newsequentialid"), Is.True);
        Assert.That(table.Columns[5].Constraints, Has.Count.EqualTo(2));
        Assert.That(table.Constraints.Single(), Is.EqualTo(new UniqueConstraint(new[] { "Name", "Id" }) { Name = "UQ_Name", Clustered = true }));
        Assert.That(table.Options, Is.EqualTo("ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]"));
    }

    [Test]
    public void Inline_indexes_are_steps_of_the_same_statement()
    {
        var steps = TSqlText.Steps("CREATE TABLE t (a int INDEX ia UNIQUE, b int, INDEX ib NONCLUSTERED (b DESC) INCLUDE (a) WHERE b > 0)");
        Assert.That(steps.Select(step => step.Statement), Is.EqualTo(new[] { 0, 0, 0 }));
        Assert.That(steps[1].Operation, Is.EqualTo(new CreateIndex("ia", "t", new[] { new IndexKey("a", null) }) { Unique = true }));
        Assert.That(((CreateIndex)steps[2].Operation).Where!.Text, Is.EqualTo("b > 0"));
    }

    [Test]
    public void A_temporal_table_keeps_its_period()
    {
        var table = TSqlText.Single<CreateTable>("""
            CREATE TABLE t (id int PRIMARY KEY, f datetime2 GENERATED ALWAYS AS ROW START HIDDEN NOT NULL, u datetime2 GENERATED ALWAYS AS ROW END,
                PERIOD FOR SYSTEM_TIME (f, u)) WITH (SYSTEM_VERSIONING = ON (HISTORY_TABLE = dbo.th))
            """);
        Assert.That(table.Columns, Has.Count.EqualTo(3));
        Assert.That(table.Options, Is.EqualTo("PERIOD FOR SYSTEM_TIME (f, u) WITH (SYSTEM_VERSIONING = ON (HISTORY_TABLE = dbo.th))"));
    }

    [Test]
    public void Temporary_tables_and_select_into_create_tables()
    {
        Assert.That(TSqlText.Single<CreateTable>("CREATE TABLE #work (id int)").Temporary, Is.True);
        var into = TSqlText.Single<CreateTable>("SELECT id, u.name AS handle INTO dbo.copy FROM users u WHERE id > 0");
        Assert.That(into.AsQuery!.Text, Is.EqualTo("SELECT id, u.name AS handle FROM users u WHERE id > 0"));
        Assert.That(into.Columns.Select(c => c.Name), Is.EqualTo(new[] { "id", "handle" }));
    }

    [Test]
    public void Drop_table_gives_one_step_for_each_table()
        => Assert.That(TSqlText.Operations("DROP TABLE IF EXISTS a, dbo.b"), Is.EqualTo(new[]
        {
            new DropTable("a") { IfExists = true }, new DropTable(new ObjectName("dbo", "b")) { IfExists = true },
        }));

    [TestCase("integer", "int")]
    [TestCase("[sys].[DateTime]", "datetime")]
    [TestCase("national character varying(5)", "nvarchar(5)")]
    [TestCase("double precision", "float")]
    [TestCase("timestamp", "rowversion")]
    [TestCase("DEC(5,2)", "decimal(5,2)")]
    [TestCase("xml(CONTENT dbo.x)", "xml(CONTENT dbo.x)")]
    [TestCase("dbo.Flag", "dbo.Flag")]
    public void Types_are_read_in_their_documented_spelling(string written, string type)
        => Assert.That(((AddColumn)TSqlText.Operations($"ALTER TABLE t ADD c {written} NULL")[0]).Column.Type!.ToString(), Is.EqualTo(type));

    [Test]
    public void Alter_table_add_gives_one_step_for_each_part()
    {
        var steps = TSqlText.Steps("ALTER TABLE dbo.t ADD a int NOT NULL CONSTRAINT df DEFAULT 0 WITH VALUES, b datetime2(3) NULL, CONSTRAINT ck CHECK (a > 0), INDEX ix (a)");
        Assert.That(steps.Select(step => step.Operation.GetType().Name), Is.EqualTo(new[] { "AddColumn", "AddColumn", "AddConstraint", "CreateIndex" }));
        Assert.That(steps.Select(step => step.Statement), Is.All.EqualTo(0));
        var column = ((AddColumn)steps[0].Operation).Column;
        Assert.That((column.DefaultName, column.Default!.Text, column.WithValues, column.Nullable), Is.EqualTo(("df", "0", true, (bool?)false)));
    }

    [Test]
    public void With_nocheck_leaves_existing_rows_unchecked()
    {
        Assert.That(((AddConstraint)TSqlText.Operations("ALTER TABLE t WITH NOCHECK ADD CONSTRAINT ck CHECK (a > 0)")[0]).Constraint.NotValid, Is.True);
        Assert.That(((AddConstraint)TSqlText.Operations("ALTER TABLE t WITH CHECK ADD CONSTRAINT ck CHECK (a > 0)")[0]).Constraint.NotValid, Is.False);
        Assert.That(((AddConstraint)TSqlText.Operations("ALTER TABLE t WITH NOCHECK ADD PRIMARY KEY (a)")[0]).Constraint.NotValid, Is.False);
    }

    [TestCase("ALTER TABLE t WITH CHECK CHECK CONSTRAINT fk", true, true)]
    [TestCase("ALTER TABLE t CHECK CONSTRAINT fk", true, false)]
    [TestCase("ALTER TABLE t NOCHECK CONSTRAINT fk", false, false)]
    public void Constraints_are_switched_with_or_without_a_check(string sql, bool enable, bool check)
        => Assert.That(TSqlText.Single<SwitchConstraint>(sql), Is.EqualTo(new SwitchConstraint("t", "fk") { Enable = enable, WithCheck = check }));

    [Test]
    public void Drop_lists_may_mix_columns_and_constraints()
        => Assert.That(TSqlText.Operations("ALTER TABLE t DROP CONSTRAINT IF EXISTS df, COLUMN a, b, CONSTRAINT ck"), Is.EqualTo(new Operation[]
        {
            new DropConstraint("t", "df") { IfExists = true }, new DropColumn("t", "a"), new DropColumn("t", "b"), new DropConstraint("t", "ck"),
        }));

    [Test]
    public void Alter_column_keeps_nullability_collation_and_online()
    {
        Assert.That(
            TSqlText.Single<AlterColumnType>("ALTER TABLE t ALTER COLUMN c varchar(20) COLLATE Latin1_General_BIN2 NOT NULL WITH (ONLINE = ON)"),
            Is.EqualTo(new AlterColumnType("t", "c", DataType.Of("varchar", 20)) { Collation = "Latin1_General_BIN2", Nullable = false, Online = true }));
        Assert.That(TSqlText.Single<AlterColumnType>("ALTER TABLE t ALTER COLUMN c int").Nullable, Is.Null);
        Assert.That(TSqlText.Single<ChangeGenerated>("ALTER TABLE t ALTER COLUMN c ADD PERSISTED").To, Is.EqualTo(GeneratedKind.Stored));
        Assert.That(TSqlText.Single<SetColumnSetting>("ALTER TABLE t ALTER COLUMN c DROP SPARSE").Value, Is.EqualTo("DROP SPARSE"));
    }

    [TestCase("ALTER TABLE t REBUILD PARTITION = ALL WITH (DATA_COMPRESSION = PAGE)", typeof(RewriteTable))]
    [TestCase("ALTER TABLE t SWITCH PARTITION 1 TO u PARTITION 2 WITH (WAIT_AT_LOW_PRIORITY (MAX_DURATION = 1 MINUTES, ABORT_AFTER_WAIT = SELF))", typeof(SwitchPartition))]
    [TestCase("ALTER TABLE t SET (SYSTEM_VERSIONING = OFF)", typeof(ChangeSystemVersioning))]
    [TestCase("ALTER TABLE t SET (LOCK_ESCALATION = TABLE)", typeof(SetTableOption))]
    [TestCase("ALTER TABLE t DISABLE TRIGGER ALL", typeof(SwitchTrigger))]
    [TestCase("ENABLE TRIGGER tr ON t", typeof(SwitchTrigger))]
    [TestCase("ALTER TABLE t ENABLE CHANGE_TRACKING", typeof(AlterObject))]
    [TestCase("ALTER PARTITION FUNCTION pf() SPLIT RANGE ('2024')", typeof(ChangePartitionRange))]
    [TestCase("ALTER SCHEMA app TRANSFER dbo.t", typeof(MoveTable))]
    [TestCase("TRUNCATE TABLE t", typeof(TruncateTables))]
    [TestCase("UPDATE STATISTICS t WITH FULLSCAN", typeof(MaintainTable))]
    public void Other_changes_of_tables_are_recognised(string sql, Type operation)
        => Assert.That(TSqlText.Operations(sql).Single(), Is.InstanceOf(operation).And.Property("Table").Not.EqualTo(default(ObjectName?)).Or.InstanceOf<ChangePartitionRange>().Or.InstanceOf<AlterObject>());

    [Test]
    public void The_low_priority_wait_of_a_switch_is_kept()
        => Assert.That(
            TSqlText.Single<SwitchPartition>("ALTER TABLE a SWITCH TO b WITH (WAIT_AT_LOW_PRIORITY (MAX_DURATION = 3 MINUTES, ABORT_AFTER_WAIT = BLOCKERS))").LowPriority,
            Is.EqualTo(new LowPriorityWait(3, AbortAfterWait.Blockers)));
}
