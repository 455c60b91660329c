using MigrationGuard.Rules;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Tests.Rules.Failures;

public sealed class SqlServerFailureTests
{
    private const string None = "-- migrationguard: no-transaction\n";

    private static readonly string[] Online = ["MG0640", "MG0642"];

    [TestCase("CREATE INDEX I ON dbo.Orders (A) WITH (ONLINE = ON);", "CREATE INDEX I ON dbo.Orders (A);")]
    [TestCase("ALTER INDEX I ON dbo.Orders REBUILD WITH (ONLINE = ON);", "ALTER INDEX I ON dbo.Orders REBUILD;")]
    [TestCase("ALTER TABLE dbo.Orders REBUILD WITH (ONLINE = ON);", "ALTER TABLE dbo.Orders REBUILD;")]
    [TestCase("ALTER TABLE dbo.Orders ALTER COLUMN A bigint NULL WITH (ONLINE = ON);", "ALTER TABLE dbo.Orders ALTER COLUMN A bigint NULL;")]
    [TestCase("ALTER TABLE dbo.Orders ADD CONSTRAINT P PRIMARY KEY (Id) WITH (ONLINE = ON);", "ALTER TABLE dbo.Orders ADD CONSTRAINT P PRIMARY KEY (Id);")]
    [TestCase("DROP INDEX I ON dbo.Orders WITH (ONLINE = ON);", "DROP INDEX I ON dbo.Orders;")]
    public void Standard_refuses_ONLINE_in_every_operation_and_is_told_once(string sql, string offline)
    {
        var finding = Check.Findings("sqlserver 2022 standard", None + sql).Single(f => Online.Contains(f.Rule.Id));
        Assert.That((finding.Rule.Id, finding.Suggestion), Is.EqualTo(("MG0640", offline)));
    }

    [TestCase("enterprise")]
    [TestCase("developer")]
    [TestCase("azuresql")]
    public void Full_editions_take_it(string edition)
        => Assert.That(Check.Finds("MG0640", $"sqlserver 2022 {edition}", None + "CREATE INDEX I ON dbo.Orders (A) WITH (ONLINE = ON); ALTER TABLE dbo.Orders ALTER COLUMN A bigint NULL WITH (ONLINE = ON);"), Is.False);

    [TestCase("CREATE INDEX I ON #t (A) WITH (ONLINE = ON);", "a temporary table")]
    [TestCase("CREATE TABLE dbo.N (A int NOT NULL); CREATE INDEX I ON dbo.N (A); DROP INDEX I ON dbo.N WITH (ONLINE = ON);", "dropping a nonclustered index")]
    public void Some_objects_have_no_online_form(string sql, string what)
        => Assert.That(Check.Findings("sqlserver 2022 enterprise", None + sql).Single(f => f.Rule.Id == "MG0642").Effect, Is.EqualTo("The statement fails: the server has no online form for " + what));

    [TestCase("BEGIN TRAN; {0} COMMIT;", true)]
    [TestCase("{0}", false)]
    public void A_resumable_build_bears_no_transaction(string script, bool found)
        => Assert.That(Check.Finds("MG0641", "sqlserver 2022 enterprise", None + script.Replace("{0}", "CREATE INDEX I ON dbo.Orders (A) WITH (ONLINE = ON, RESUMABLE = ON);")), Is.EqualTo(found));

    [TestCase("UPDATE dbo.Orders SET Note = N'x' WHERE Id = 3;")]
    [TestCase("UPDATE dbo.Orders SET Id = 4 WHERE Note IS NULL;")]
    [TestCase("DELETE FROM dbo.Orders WHERE Note IS NULL;")]
    [TestCase("INSERT INTO dbo.Orders (Note) VALUES (N'x');")]
    public void A_batch_that_uses_its_new_column_does_not_compile_as_far_as_is_known(string use)
    {
        var finding = Check.Findings("sqlserver 2022 standard", $"ALTER TABLE dbo.Orders ADD Note nvarchar(50) NULL; {use}").Single(f => f.Rule.Id == "MG0643");
        Assert.That((finding.NotVerified, finding.Severity), Is.EqualTo((true, Severity.Warning)));
    }

    [TestCase("\nGO\nUPDATE dbo.Orders SET Note = N'x' WHERE Id = 3;")]
    [TestCase("EXEC('UPDATE dbo.Orders SET Note = 1 WHERE Id = 3');")]
    [TestCase("UPDATE dbo.Other SET Note = N'x' WHERE Id = 3;")]
    [TestCase("CREATE INDEX I ON dbo.Orders (Note);", Description = "is looked up when it runs")]
    public void It_compiles_in_another_batch_or_string(string use)
        => Assert.That(Check.Finds("MG0643", "sqlserver 2022 standard", $"ALTER TABLE dbo.Orders ADD Note nvarchar(50) NULL; {use}"), Is.False);

    [Test]
    public void A_new_table_is_looked_up_when_the_statement_runs()
        => Assert.That(Check.Finds("MG0643", "sqlserver 2022 standard", "CREATE TABLE dbo.N (Id int NOT NULL); ALTER TABLE dbo.N ADD A int NULL; UPDATE dbo.N SET A = 1;"), Is.False);
}
