using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Locking;

public sealed class SqlServerLockTests
{
    private const string None = "-- migrationguard: no-transaction\n";
    private const string LowPriority = "ONLINE = ON (WAIT_AT_LOW_PRIORITY (MAX_DURATION = 1 MINUTES, ABORT_AFTER_WAIT = SELF))";

    [TestCase("standard", "int NOT NULL CONSTRAINT d DEFAULT 0", "MG0170")]
    [TestCase("enterprise", "int NOT NULL CONSTRAINT d DEFAULT 0", "")]
    [TestCase("azuresql", "datetime2 NOT NULL CONSTRAINT d DEFAULT SYSUTCDATETIME()", "")]
    [TestCase("enterprise", "nvarchar(max) NOT NULL CONSTRAINT d DEFAULT N''", "MG0170")]
    [TestCase("enterprise", "uniqueidentifier NOT NULL CONSTRAINT d DEFAULT NEWID()", "MG0170")]
    [TestCase("standard", "int NULL CONSTRAINT d DEFAULT 0", "")]
    [TestCase("standard", "int NOT NULL IDENTITY(1,1)", "MG0103")]
    [TestCase("standard", "AS (Total * 2) PERSISTED", "MG0104")]
    public void A_new_column_has_one_finding_for_its_lock(string edition, string column, string found)
        => Assert.That(Found($"sqlserver 2022 {edition}", $"ALTER TABLE dbo.Orders ADD Added {column};", "MG0103", "MG0104", "MG0170"), Is.EqualTo(found));

    [TestCase("int NOT NULL CONSTRAINT d DEFAULT 0", "make it NOT NULL in a contract migration")]
    [TestCase("int NULL CONSTRAINT d DEFAULT 0 WITH VALUES", "without WITH VALUES")]
    [TestCase("rowversion NOT NULL", "when nobody uses the table")]
    public void What_to_do_depends_on_the_column(string column, string instead)
        => Assert.That(Single("MG0170", "sqlserver 2022 standard", $"ALTER TABLE dbo.Orders ADD Added {column};").Instead, Does.EndWith(instead).Or.Contain(instead));

    [Test]
    public void A_new_table_and_a_temporary_one_are_exempt()
        => Assert.That(Found("sqlserver 2022 standard", "CREATE TABLE dbo.N (Id int NOT NULL); ALTER TABLE dbo.N ADD A int NOT NULL DEFAULT 0; CREATE INDEX I ON dbo.N (A); CREATE INDEX J ON #t (A);", "MG0170", "MG0172"), Is.Empty);

    [TestCase("enterprise", "CREATE INDEX I ON dbo.Orders (A);", Severity.Error, "Writes to dbo.Orders wait until I is built (S)")]
    [TestCase("standard", "CREATE INDEX I ON dbo.Orders (A);", Severity.Warning, "Writes to dbo.Orders wait until I is built (S)")]
    [TestCase("enterprise", "CREATE CLUSTERED INDEX I ON dbo.Orders (A);", Severity.Error, "Reads and writes of dbo.Orders wait until I is built (Sch-M)")]
    public void An_index_built_offline_says_who_waits(string edition, string sql, Severity severity, string effect)
    {
        var finding = Single("MG0172", $"sqlserver 2022 {edition}", None + sql);
        Assert.That((finding.Severity, finding.Effect, finding.Suggestion is null), Is.EqualTo((severity, effect, edition == "standard")));
    }

    [Test]
    public void A_kind_of_index_that_has_no_online_build_is_not_told_to_use_one()
    {
        var finding = Single("MG0172", "sqlserver 2022 enterprise", None + "CREATE SPATIAL INDEX S ON dbo.Orders (Place);");
        Assert.That((finding.Instead, finding.Suggestion), Is.EqualTo(("This kind of index has no online build: run it when nobody writes, outside a transaction", default(string))));
    }

    [TestCase("CREATE INDEX I ON dbo.Orders (A) WITH (ONLINE = ON);", "2022 enterprise", "MG0173")]
    [TestCase("CREATE INDEX I ON dbo.Orders (A) WITH (ONLINE = ON);", "2019 enterprise", "")]
    [TestCase("CREATE INDEX I ON dbo.Orders (A) WITH (" + LowPriority + ");", "2022 enterprise", "")]
    [TestCase("ALTER INDEX I ON dbo.Orders REBUILD WITH (ONLINE = ON);", "2019 enterprise", "MG0173")]
    [TestCase("ALTER INDEX I ON dbo.Orders REBUILD;", "2019 enterprise", "MG0175")]
    [TestCase("ALTER INDEX I ON dbo.Orders REORGANIZE;", "2019 enterprise", "")]
    [TestCase("ALTER TABLE dbo.Orders REBUILD WITH (ONLINE = ON);", "2022 standard", "")]
    public void Online_work_waits_at_low_priority_where_the_server_can(string sql, string server, string found)
        => Assert.That(Found($"sqlserver {server}", None + sql, "MG0173", "MG0174", "MG0175"), Is.EqualTo(found));

    [TestCase("CREATE INDEX I ON dbo.Orders (A) WITH (" + LowPriority + ");", "MG0174")]
    [TestCase("CREATE INDEX I ON dbo.Orders (A) WITH (" + LowPriority + ", RESUMABLE = ON);", "MG0641")]
    public void In_a_transaction_it_is_not_online_or_not_possible(string sql, string found)
        => Assert.That(Found("sqlserver 2022 enterprise", sql, "MG0174", "MG0641"), Is.EqualTo(found));

    [Test]
    public void A_check_of_old_rows_has_a_plan()
        => Assert.That(
            Single("MG0176", "sqlserver 2022 enterprise", "ALTER TABLE dbo.Orders ADD CONSTRAINT C CHECK (A > 0);").Suggestion,
            Does.StartWith("ALTER TABLE dbo.Orders WITH NOCHECK ADD CONSTRAINT C CHECK (A > 0);").And.EndWith("WITH CHECK CHECK CONSTRAINT C;"));

    [TestCase("SET LOCK_TIMEOUT 2000; ALTER TABLE dbo.Orders WITH CHECK CHECK CONSTRAINT C;", Severity.Info)]
    [TestCase("ALTER TABLE dbo.Orders ADD A int NULL; ALTER TABLE dbo.Orders WITH CHECK CHECK CONSTRAINT C;", Severity.Warning)]
    public void Checking_in_a_migration_of_its_own_is_the_best_there_is(string sql, Severity severity)
    {
        var finding = Single("MG0176", "sqlserver 2022 enterprise", sql);
        Assert.That((finding.Severity, finding.Instead), Is.EqualTo((severity, "Check it in a migration of its own when nobody uses the table: the server has no online form")));
    }

    [TestCase("ALTER TABLE dbo.Orders SWITCH TO dbo.Archive;", "MG0177")]
    [TestCase("ALTER TABLE dbo.Orders SWITCH TO dbo.Archive WITH (WAIT_AT_LOW_PRIORITY (MAX_DURATION = 1 MINUTES, ABORT_AFTER_WAIT = SELF));", "")]
    [TestCase("ALTER TABLE dbo.Orders SWITCH TO dbo.Archive WITH (WAIT_AT_LOW_PRIORITY (MAX_DURATION = 1 MINUTES, ABORT_AFTER_WAIT = BLOCKERS));", "MG0296")]
    [TestCase("ALTER TABLE dbo.Orders WITH NOCHECK ADD CONSTRAINT C CHECK (A > 0);", "")]
    public void Switching_and_not_checking(string sql, string found)
        => Assert.That(Found("sqlserver 2022 enterprise", None + sql, "MG0176", "MG0177", "MG0296"), Is.EqualTo(found));

    [TestCase("SPLIT", "split")]
    [TestCase("MERGE", "merged")]
    public void What_partition_functions_do_to_rows_is_not_verified(string verb, string how)
    {
        var finding = Single("MG0178", "sqlserver 2022 enterprise", $"ALTER PARTITION FUNCTION ByYear() {verb} RANGE (10);");
        Assert.That((finding.NotVerified, finding.Severity, finding.Effect.StartsWith($"If a partition of ByYear that is {how} holds rows", StringComparison.Ordinal)), Is.EqualTo((true, Severity.Warning, true)));
    }

    [TestCase("ALTER COLUMN A bigint NOT NULL", true)]
    [TestCase("ALTER COLUMN A bigint NOT NULL WITH (ONLINE = ON)", false)]
    [TestCase("ALTER COLUMN N nvarchar(80) NULL", false)]
    public void ALTER_COLUMN_that_writes_every_row(string change, bool found)
        => Assert.That(Check.Finds("MG0171", "sqlserver 2022 enterprise", $"ALTER TABLE dbo.Orders {change};", "CREATE TABLE dbo.Orders (A int NOT NULL, N nvarchar(50) NULL);"), Is.EqualTo(found));

    private static Finding Single(string rule, string server, string sql) => Check.Findings(server, sql).Single(f => f.Rule.Id == rule);

    private static string Found(string server, string sql, params string[] rules) => string.Join(' ', Check.Findings(server, sql).Select(f => f.Rule.Id).Where(rules.Contains));
}
