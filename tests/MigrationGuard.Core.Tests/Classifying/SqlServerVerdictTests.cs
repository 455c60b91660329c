using MigrationGuard.Classifying;
using MigrationGuard.Tests.Simulation;

namespace MigrationGuard.Tests.Classifying;

public sealed class SqlServerVerdictTests
{
    [TestCase("ALTER TABLE users ADD c int NOT NULL", Impact.Breaks)]
    [TestCase("ALTER TABLE users ADD c rowversion NOT NULL", Impact.Note)]
    [TestCase("ALTER TABLE users ADD c int NOT NULL CONSTRAINT DF_c DEFAULT 0", Impact.Note)]
    [TestCase("ALTER TABLE users ADD c int NULL UNIQUE", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER COLUMN username nvarchar(80) NOT NULL", Impact.Note)]
    [TestCase("ALTER TABLE users ALTER COLUMN username nvarchar(80)", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER COLUMN age int NOT NULL", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER COLUMN age bigint NULL", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER COLUMN email nvarchar(80) NULL", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER COLUMN email nvarchar(80) COLLATE Latin1_General_BIN2 NULL", Impact.Note)]
    [TestCase("ALTER TABLE users ADD CONSTRAINT DF_age DEFAULT 1 FOR age", Impact.Breaks)]
    [TestCase("ALTER TABLE users DROP CONSTRAINT DF_status", Impact.Breaks)]
    [TestCase("EXEC sp_rename 'users.username', 'handle', 'COLUMN'", Impact.Breaks)]
    [TestCase("EXEC sp_rename 'users', 'members'", Impact.Breaks)]
    [TestCase("EXEC sp_rename 'orders.IX_orders_user', 'IX_user', 'INDEX'", Impact.Breaks)]
    [TestCase("ALTER TABLE orders WITH NOCHECK ADD CONSTRAINT FK_x FOREIGN KEY (id) REFERENCES users (id)", Impact.Breaks)]
    [TestCase("ALTER TABLE users WITH CHECK CHECK CONSTRAINT CK_age", Impact.None)]
    [TestCase("ALTER TABLE users NOCHECK CONSTRAINT CK_age", Impact.Breaks)]
    [TestCase("ALTER TABLE users NOCHECK CONSTRAINT CK_age; ALTER TABLE users CHECK CONSTRAINT CK_age", Impact.Breaks)]
    [TestCase("CREATE INDEX IX_age ON users (age) WHERE age IS NOT NULL", Impact.Note)]
    [TestCase("DROP INDEX IX_orders_user ON orders", Impact.Breaks)]
    [TestCase("ALTER INDEX IX_orders_user ON orders DISABLE", Impact.Breaks)]
    [TestCase("ALTER INDEX IX_orders_user ON orders REBUILD", Impact.None)]
    [TestCase("CREATE TRIGGER tr ON users AFTER INSERT AS SET NOCOUNT ON", Impact.Breaks)]
    [TestCase("ALTER TABLE users SET (SYSTEM_VERSIONING = OFF)", Impact.Breaks)]
    [TestCase("ALTER SCHEMA archive TRANSFER dbo.users", Impact.Breaks)]
    [TestCase("DENY SELECT ON users TO app", Impact.Breaks)]
    public void What_the_old_version_gets(string sql, Impact old) => Assert.Multiple(() =>
    {
        var classification = Classified.Last(Simulated.SqlServer, sql);
        Assert.That(classification.BreaksOld.Impact, Is.EqualTo(old), classification.BreaksOld.Reason);
        Assert.That(classification.Phase, Is.EqualTo(old >= Impact.Breaks ? Phase.Contract : Phase.Expand));
    });

    [TestCase("MERGE users AS t USING s ON t.id = s.id WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id);", Phase.Migrate)]
    [TestCase("MERGE users AS t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET t.age = s.age;", Phase.Contract)]
    [TestCase("MERGE users AS t USING s ON t.id = s.id WHEN NOT MATCHED BY SOURCE THEN DELETE;", Phase.Contract)]
    public void A_merge_is_judged_by_its_branches(string sql, Phase phase) => Assert.That(Classified.Last(Simulated.SqlServer, sql).Phase, Is.EqualTo(phase));

    [Test]
    public void The_new_version_is_told_that_existing_rows_do_not_get_the_default()
        => Assert.That(Classified.Last(Simulated.SqlServer, "ALTER TABLE users ADD c int NULL CONSTRAINT DF_c DEFAULT 0").BreaksNew.Impact, Is.EqualTo(Impact.Note));
}
