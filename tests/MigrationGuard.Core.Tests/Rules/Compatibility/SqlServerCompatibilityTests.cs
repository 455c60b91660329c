using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Compatibility;

public sealed class SqlServerCompatibilityTests
{
    private const string None = "-- migrationguard: no-transaction\n";
    private const string Orders = "CREATE TABLE dbo.Orders (R nvarchar(50) NOT NULL, N nvarchar(50) NULL, K varchar(50) COLLATE Latin1_General_BIN2 NULL, Long1 nvarchar(500) NULL, Long2 nvarchar(500) NULL);";

    [TestCase("R nvarchar(80)", "MG0291")]
    [TestCase("R nvarchar(80) NOT NULL", "")]
    [TestCase("N nvarchar(80)", "")]
    [TestCase("N nvarchar(80) NOT NULL", "MG0293")]
    [TestCase("K varchar(80) NULL", "MG0292")]
    [TestCase("K varchar(80) COLLATE Latin1_General_BIN2 NULL", "")]
    [TestCase("N nvarchar(20) NULL", "MG0207")]
    public void ALTER_COLUMN_has_one_finding_for_each_trap(string change, string found)
        => Assert.That(Found($"ALTER TABLE dbo.Orders ALTER COLUMN {change};", "MG0207", "MG0291", "MG0292", "MG0293"), Is.EqualTo(found));

    [TestCase("ALTER TABLE dbo.Orders ALTER COLUMN R nvarchar(80);", "R of dbo.Orders is NOT NULL today")]
    [TestCase("ALTER TABLE dbo.Unknown ALTER COLUMN X nvarchar(80);", "X of dbo.Unknown may be NOT NULL today")]
    public void What_is_not_stated_says_how_much_is_known(string sql, string effect) => Assert.That(Single("MG0291", sql).Effect, Does.StartWith(effect));

    [Test]
    public void The_collation_of_before_is_written_into_the_suggestion()
        => Assert.That(Single("MG0292", "ALTER TABLE dbo.Orders ALTER COLUMN K varchar(80) NULL;").Suggestion, Does.Contain("COLLATE Latin1_General_BIN2"));

    [TestCase("int NULL CONSTRAINT d DEFAULT 0", true)]
    [TestCase("int NULL CONSTRAINT d DEFAULT 0 WITH VALUES", false)]
    [TestCase("int NOT NULL CONSTRAINT d DEFAULT 0", false)]
    [TestCase("int NULL CONSTRAINT d DEFAULT NULL", false)]
    [TestCase("int NULL CONSTRAINT d DEFAULT 0;\nGO\nUPDATE dbo.Orders SET A = 0 WHERE A IS NULL", false)]
    public void A_default_that_leaves_old_rows_NULL(string column, bool found) => Assert.That(Found($"ALTER TABLE dbo.Orders ADD A {column};", "MG0290") == "MG0290", Is.EqualTo(found));

    [TestCase("CREATE TRIGGER dbo.T ON dbo.Orders AFTER INSERT AS SELECT 1;", true)]
    [TestCase("CREATE OR ALTER TRIGGER dbo.T ON dbo.Orders AFTER INSERT AS SELECT 1;", true)]
    [TestCase("CREATE TRIGGER dbo.T ON dbo.Orders INSTEAD OF INSERT AS SELECT 1;", false)]
    [TestCase("ALTER TRIGGER dbo.Known ON dbo.Orders AFTER INSERT AS SELECT 2;", false)]
    public void A_trigger_that_breaks_OUTPUT(string sql, bool found)
        => Assert.That(Check.Finds("MG0294", "sqlserver 2022 standard", sql, Orders + "\nGO\nCREATE TRIGGER dbo.Known ON dbo.Orders AFTER INSERT AS SELECT 1;"), Is.EqualTo(found));

    [Test]
    public void A_history_that_is_switched_off_waits_for_the_gate_in_a_contract_migration()
        => Assert.That(Single("MG0295", "-- migrationguard: phase contract\nALTER TABLE dbo.Orders SET (SYSTEM_VERSIONING = OFF);").Held);

    [TestCase("CREATE INDEX I ON dbo.Orders (N) WHERE N IS NOT NULL;", "MG0297")]
    [TestCase("CREATE INDEX I ON dbo.Orders (N);", "")]
    [TestCase("CREATE CLUSTERED INDEX I ON dbo.Orders (Long1);", "MG0298")]
    [TestCase("CREATE INDEX I ON dbo.Orders (Long1);", "", Description = "1,000 of 1,700 bytes")]
    [TestCase("CREATE INDEX I ON dbo.Orders (Long1, Long2);", "MG0298")]
    [TestCase("CREATE INDEX I ON dbo.Orders (N) INCLUDE (Long1, Long2);", "")]
    [TestCase("CREATE TABLE dbo.X (Id int NOT NULL); CREATE INDEX I ON dbo.X (Id) WHERE Id > 3;", "")]
    public void Limits_that_an_index_brings(string sql, string found) => Assert.That(Found(None + sql, "MG0297", "MG0298"), Is.EqualTo(found));

    private static Finding Single(string rule, string sql) => Check.Findings("sqlserver 2022 standard", sql, Orders).Single(f => f.Rule.Id == rule);

    private static string Found(string sql, params string[] rules)
        => string.Join(' ', Check.Findings("sqlserver 2022 standard", sql, Orders).Select(f => f.Rule.Id).Where(rules.Contains));
}
