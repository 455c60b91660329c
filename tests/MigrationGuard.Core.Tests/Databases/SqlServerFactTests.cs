using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;
using MigrationGuard.Tests.Simulation;

namespace MigrationGuard.Tests.Databases;

/// <summary>The rows about SQL Server, chosen by T-SQL statements; no server is asked.</summary>
public sealed class SqlServerFactTests
{
    private const string Tables = """
        CREATE TABLE parent (id int NOT NULL PRIMARY KEY);
        CREATE TABLE t (id int NOT NULL PRIMARY KEY, a int NULL, b varchar(20) NULL, c nvarchar(20) NOT NULL, d text NULL, n decimal(10,2) NULL, p int NULL);
        """;

    [TestCase("ALTER TABLE t ADD x int NULL", "standard", "ms-add-nullable", false)]
    [TestCase("ALTER TABLE t ADD x int NULL DEFAULT 0", "standard", "ms-add-nullable", false)]
    [TestCase("ALTER TABLE t ADD x int NULL DEFAULT 0 WITH VALUES", "standard", "ms-add-nullable-with-values", true)]
    [TestCase("ALTER TABLE t ADD x int NOT NULL DEFAULT 0", "enterprise", "ms-add-default", false)]
    [TestCase("ALTER TABLE t ADD x int NOT NULL DEFAULT 0", "developer", "ms-add-default", false)]
    [TestCase("ALTER TABLE t ADD x int NOT NULL DEFAULT 0", "azure", "ms-add-default-azure", false)]
    [TestCase("ALTER TABLE t ADD x int NOT NULL DEFAULT 0", "standard", "ms-add-default-limited-edition", true)]
    [TestCase("ALTER TABLE t ADD x datetime2 NOT NULL DEFAULT SYSUTCDATETIME()", "enterprise", "ms-add-default", false)]
    [TestCase("ALTER TABLE t ADD x uniqueidentifier NOT NULL DEFAULT NEWID()", "enterprise", "ms-add-default-per-row", true)]
    [TestCase("ALTER TABLE t ADD x nvarchar(max) NOT NULL DEFAULT N''", "enterprise", "ms-add-default-lob", true)]
    [TestCase("ALTER TABLE t ADD x int IDENTITY(1,1) NOT NULL", "enterprise", "ms-add-identity", true)]
    [TestCase("ALTER TABLE t ADD x rowversion", "enterprise", "ms-add-identity", true)]
    [TestCase("ALTER TABLE t ADD x AS a * 2", "enterprise", "ms-add-computed", false)]
    [TestCase("ALTER TABLE t ADD x AS a * 2 PERSISTED", "enterprise", "ms-add-persisted", true)]
    [TestCase("ALTER TABLE t ALTER COLUMN b varchar(50) NULL", "standard", "ms-alter-type-metadata", false)]
    [TestCase("ALTER TABLE t ALTER COLUMN b varchar(max) NULL", "standard", "ms-alter-type-rewrite", true)]
    [TestCase("ALTER TABLE t ALTER COLUMN d varchar(max) NULL", "standard", "ms-alter-type-metadata", false)]
    [TestCase("ALTER TABLE t ALTER COLUMN b nvarchar(20) NULL", "standard", "ms-alter-type-rewrite", true)]
    [TestCase("ALTER TABLE t ALTER COLUMN a bigint NULL", "standard", "ms-alter-type-rewrite", true)]
    [TestCase("ALTER TABLE t ALTER COLUMN a bigint NULL WITH (ONLINE = ON)", "enterprise", "ms-alter-type-online", false)]
    [TestCase("ALTER TABLE t ALTER COLUMN b varchar(50) NOT NULL", "standard", "ms-alter-type-scan", true)]
    [TestCase("ALTER TABLE t ALTER COLUMN b varchar(10) NULL", "standard", "ms-alter-type-scan", true)]
    [TestCase("ALTER TABLE unknown ALTER COLUMN b varchar(10) NULL", "standard", "ms-alter-type-rewrite", true)]
    [TestCase("CREATE INDEX i ON t (a)", "standard", "ms-create-index", true)]
    [TestCase("CREATE INDEX i ON t (a) WITH (ONLINE = ON)", "enterprise", "ms-create-index-online", true)]
    [TestCase("CREATE INDEX i ON t (a) WITH (ONLINE = ON)", "standard", "ms-create-index", true)]
    [TestCase("CREATE INDEX i ON t (a) WITH (ONLINE = ON, RESUMABLE = ON)", "enterprise", "ms-create-index-resumable", true)]
    [TestCase("CREATE CLUSTERED INDEX i ON t (a)", "enterprise", "ms-create-index-clustered", true)]
    [TestCase("ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)", "enterprise", "ms-add-check", true)]
    [TestCase("ALTER TABLE t WITH NOCHECK ADD CONSTRAINT k CHECK (a > 0)", "enterprise", "ms-add-check-nocheck", false)]
    [TestCase("ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (p) REFERENCES parent (id)", "enterprise", "ms-add-foreign-key", true)]
    [TestCase("ALTER TABLE t WITH CHECK CHECK CONSTRAINT k", "enterprise", "ms-check-constraint-with-check", true)]
    [TestCase("ALTER TABLE t CHECK CONSTRAINT k", "enterprise", "ms-switch-constraint", false)]
    [TestCase("EXEC sp_rename 't.a', 'a2', 'COLUMN'", "enterprise", "ms-rename-column", false)]
    [TestCase("TRUNCATE TABLE t", "enterprise", "ms-truncate", false)]
    public void A_statement_selects_its_row(string sql, string edition, string fact, bool sizeOfData)
    {
        var cost = CostOf(sql, "2022", edition);
        Assert.That((cost.Fact.Split('+')[0], cost.SizeOfData), Is.EqualTo((fact, sizeOfData)));
    }

    [TestCase("ALTER TABLE t ADD x int NULL", "Sch-M", true)]
    [TestCase("CREATE INDEX i ON t (a)", "S", false)]
    [TestCase("CREATE INDEX i ON t (a) WITH (ONLINE = ON)", "IS", false)]
    [TestCase("UPDATE t SET a = 1 WHERE id = 1", "IX", false)]
    [TestCase("UPDATE t SET a = 1", "X", true)]
    public void The_lock_on_the_table_is_known(string sql, string mode, bool blocksReads)
    {
        var cost = CostOf(sql, "2022", "enterprise");
        Assert.That((cost.LockOn("t")?.Name, cost.BlocksReads), Is.EqualTo((mode, blocksReads)));
    }

    [TestCase("2017", "ms-create-index-online", TransactionRule.Allowed)]
    [TestCase("2019", "ms-create-index-resumable", TransactionRule.Forbidden)]
    public void A_resumable_index_build_exists_since_2019(string version, string fact, TransactionRule rule)
    {
        var cost = CostOf("CREATE INDEX i ON t (a) WITH (ONLINE = ON, RESUMABLE = ON)", version, "enterprise");
        Assert.That((cost.Fact, cost.Transaction), Is.EqualTo((fact, rule)));
    }

    [TestCase("ALTER TABLE t ALTER COLUMN b nvarchar(20) NULL", TypeChangeFit.Widens, Confidence.Article)]
    [TestCase("ALTER TABLE t ALTER COLUMN c varchar(20) NOT NULL", TypeChangeFit.Narrows, Confidence.Article)]
    [TestCase("ALTER TABLE t ALTER COLUMN b varchar(50) NULL", TypeChangeFit.Widens, Confidence.Documented)]
    [TestCase("ALTER TABLE t ALTER COLUMN b varchar(20) NULL", TypeChangeFit.Same, Confidence.Documented)]
    [TestCase("ALTER TABLE t ALTER COLUMN b varchar(20) NOT NULL", TypeChangeFit.Narrows, Confidence.Article)]
    [TestCase("ALTER TABLE t ALTER COLUMN n decimal(12,4) NULL", TypeChangeFit.Widens, Confidence.Article)]
    [TestCase("ALTER TABLE t ALTER COLUMN n decimal(12,1) NULL", TypeChangeFit.Narrows, Confidence.Article)]
    [TestCase("ALTER TABLE t ALTER COLUMN a bigint NULL", TypeChangeFit.Widens, Confidence.Article)]
    [TestCase("ALTER TABLE t ALTER COLUMN a smallint NULL", TypeChangeFit.Narrows, Confidence.Article)]
    [TestCase("ALTER TABLE t ALTER COLUMN a date NULL", TypeChangeFit.Converts, Confidence.Article)]
    public void Values_fit_a_new_type_or_do_not(string sql, TypeChangeFit fit, Confidence confidence)
    {
        var (operation, state) = At(sql, "2022", "enterprise");
        var change = state.Database.ChangeOf((AlterColumnType)operation, state);
        Assert.That((change.Fit, change.Confidence), Is.EqualTo((fit, confidence)));
    }

    private static Cost CostOf(string sql, string version, string edition)
    {
        var (operation, state) = At(sql, version, edition);
        return state.Database.CostOf(operation, state);
    }

    private static (Operation Operation, MigrationGuard.Simulation.SimulationState State) At(string sql, string version, string edition)
    {
        var database = DatabaseCandidates.TryCreate("sqlserver", version, edition, out _)!.All[0];
        var state = Simulated.Start(database).After([.. Read(Tables)]);
        return (Read(sql).Single(), state);
    }

    private static IEnumerable<Operation> Read(string sql)
        => Sqls.Reader(SqlDialect.TSql).Read(new SqlSource("test.sql", sql)).Steps.Select((Step step) => step.Operation);
}
