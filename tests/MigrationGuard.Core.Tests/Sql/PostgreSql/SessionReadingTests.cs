using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Sql.PostgreSql;

public sealed class SessionReadingTests
{
    [Test]
    public void Settings_are_read() => Assert.That(
        Reading.Operations("""
            SET lock_timeout = '5s';
            SET LOCAL Statement_Timeout TO 1000;
            SET SESSION search_path = app, "$user", public;
            SET app.tenant TO DEFAULT;
            SET TIME ZONE 'UTC';
            SET ROLE bob;
            RESET ALL;
            SELECT pg_catalog.set_config('search_path', '', false);
            SELECT set_config('a.b', 'c', true), set_config('d', 'e', false);
            SET CONSTRAINTS ALL DEFERRED;
            """),
        Is.EqualTo(new Operation[]
        {
            new SetSetting("lock_timeout", "5s", SettingScope.Session),
            new SetSetting("statement_timeout", "1000", SettingScope.Transaction),
            new SetSetting("search_path", "app, \"$user\", public", SettingScope.Session),
            new SetSetting("app.tenant", null, SettingScope.Session),
            new SetSetting("timezone", "UTC", SettingScope.Session),
            new SetSetting("role", "bob", SettingScope.Session),
            new SetSetting("all", null, SettingScope.Session),
            new SetSetting("search_path", "", SettingScope.Session),
            new SetSetting("a.b", "c", SettingScope.Transaction),
            new SetSetting("d", "e", SettingScope.Session),
            new SetSetting("constraints", "ALL DEFERRED", SettingScope.Transaction),
        }));

    [Test]
    public void Transaction_control_is_read() => Assert.That(
        Reading.Operations("""
            BEGIN; START TRANSACTION ISOLATION LEVEL SERIALIZABLE; COMMIT WORK; END; ROLLBACK; ABORT;
            SAVEPOINT a; ROLLBACK TO SAVEPOINT a; RELEASE a; PREPARE TRANSACTION 'x'; COMMIT PREPARED 'x';
            """),
        Is.EqualTo(new Operation[]
        {
            new BeginTransaction(),
            new BeginTransaction { Modes = "ISOLATION LEVEL SERIALIZABLE" },
            new CommitTransaction(),
            new CommitTransaction(),
            new RollbackTransaction(),
            new RollbackTransaction(),
            new SetSavepoint("a"),
            new RollbackTransaction { Savepoint = "a" },
            new ReleaseSavepoint("a"),
            new PreparedTransaction("PREPARE TRANSACTION", "x"),
            new PreparedTransaction("COMMIT PREPARED", "x"),
        }));

    [Test]
    public void Commands_of_psql_are_no_statements_but_included_files_are_unread()
    {
        var script = Reading.Script("\\set x 1\n\\i other.sql\n\\if :x\nDROP TABLE t;\n\\endif\nSELECT 1 AS a \\gset\nSELECT 'DROP TABLE x' \\gexec\n");
        Assert.That(script.Steps.Select(step => (step.Operation.GetType(), step.Conditional)), Is.EqualTo(new[]
        {
            (typeof(ClientCommand), false), (typeof(UnreadSql), false), (typeof(ClientCommand), false), (typeof(DropTable), true), (typeof(ClientCommand), false),
            (typeof(Query), false), (typeof(Query), false), (typeof(UnreadSql), false),
        }));
        Assert.That((script.StatementCount, script.UnreadCount), Is.EqualTo((4, 2)));
    }

    [TestCase("COPY t (a) FROM stdin;\n1;'\n\\.\nSELECT 1;")]
    [TestCase("COPY t (a) FROM stdin WITH (FORMAT csv);\r\n\"1\r\n\\.\r\nSELECT 1;")]
    [TestCase("\\copy t (a) from stdin csv\n1;'\n\\.\nSELECT 1;")]
    public void Data_behind_COPY_are_no_SQL(string sql)
    {
        var operations = Reading.Operations(sql);
        Assert.That(operations, Has.Length.EqualTo(2));
        Assert.That(operations[0], Is.InstanceOf<CopyRows>().With.Property(nameof(CopyRows.Writes)).True);
        Assert.That(operations[1], Is.EqualTo(new Query(Reading.Sql("SELECT 1"))));
    }
}
