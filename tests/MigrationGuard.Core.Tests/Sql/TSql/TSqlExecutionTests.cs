using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Sql.TSql;

public sealed class TSqlExecutionTests
{
    [TestCase("EXEC('DROP TABLE users')")]
    [TestCase("EXECUTE (N'DROP TABLE users;')")]
    [TestCase("EXEC sp_executesql N'DROP TABLE users'")]
    [TestCase("EXEC dbo.sp_executesql @statement = N'DROP TABLE users'")]
    [TestCase("EXEC ('DROP ' + N'TABLE' + CHAR(13) + ' users')")]
    [TestCase("DECLARE @sql nvarchar(max) = N'DROP TABLE users'; EXEC sp_executesql @sql")]
    [TestCase("DECLARE @sql nvarchar(max); SET @sql = 'DROP TABLE ' + 'users' EXEC (@sql)")]
    [TestCase("DECLARE @t sysname = 'users', @sql nvarchar(100); SELECT @sql = N'DROP TABLE ' + @t; EXEC (@sql)")]
    [TestCase("EXEC('EXEC(''DROP TABLE users'')')")]
    public void Sql_in_literals_is_read(string sql)
    {
        var step = TSqlText.Steps(sql).Last();
        Assert.That(step.Operation, Is.EqualTo(new DropTable("users")));
        Assert.That(step.Nested, Is.True);
    }

    [TestCase("EXEC('DROP TABLE ' + @name)", "DECLARE @name sysname")]
    [TestCase("EXEC(@sql)", "DECLARE @sql nvarchar(100); SET @sql = 'DROP TABLE a'; SET @sql = 'DROP TABLE b'")]
    [TestCase("EXEC(@sql)", "DECLARE @sql nvarchar(100) = ''; SET @sql += 'DROP TABLE b'")]
    [TestCase("EXEC(@sql)", "DECLARE @sql nvarchar(100); SELECT @sql = 'DROP TABLE a' FROM t")]
    [TestCase("EXEC sp_executesql @sql", "DECLARE @sql nvarchar(100); EXEC dbo.build @sql OUTPUT")]
    [TestCase("EXEC(@sql)", "DECLARE @sql nvarchar(100) = N'DROP TABLE a'\nGO")]
    public void Sql_that_is_built_at_run_time_is_unread(string execution, string before)
        => Assert.That(TSqlText.Operations(before + "\n" + execution)[^1], Is.EqualTo(new UnreadSql(execution, "the SQL is built at run time")));

    [Test]
    public void Steps_in_literals_stand_at_their_place_in_the_file()
    {
        const string Sql = "SELECT 1\nEXEC('UPDATE t SET a = ''x''; ' + N'DROP TABLE [it''s]')";
        var steps = TSqlText.Steps(Sql);
        Assert.That(steps.Skip(1).Select(step => Sql.Substring(step.Span.Start, step.Span.Length)), Is.EqualTo(new[] { "UPDATE t SET a = ''x'", "DROP TABLE [it''s]" }));
        Assert.That((steps[2].Span.Line, steps[2].Span.Column), Is.EqualTo((2, 37)));
    }

    [Test]
    public void A_view_in_a_literal_ends_with_the_literal()
    {
        var operations = TSqlText.Operations("EXEC('CREATE VIEW v AS SELECT 1 AS a') DROP TABLE t");
        Assert.That(((CreateView)operations[0]).Query.Text, Is.EqualTo("SELECT 1 AS a"));
        Assert.That(operations[1], Is.EqualTo(new DropTable("t")));
    }

    [TestCase("EXEC('ALTER TABLE [dbo].[users] DROP CONSTRAINT [' + @name + '];')")]
    [TestCase("DECLARE @sql nvarchar(200) = N'ALTER TABLE dbo.users DROP CONSTRAINT ' + QUOTENAME(@name)\nEXEC sp_executesql @sql")]
    public void The_default_of_a_column_may_be_dropped_by_a_name_looked_up(string execution)
    {
        const string Lookup = "DECLARE @name sysname; SELECT @name = name FROM sys.default_constraints WHERE parent_object_id = OBJECT_ID('dbo.users')\n";
        Assert.That(TSqlText.Operations(Lookup + execution)[^1], Is.EqualTo(new DropConstraint(new ObjectName("dbo", "users"), "@name")));
    }

    [TestCase("SELECT @name = d.name FROM sys.default_constraints d JOIN sys.columns c ON d.parent_column_id = c.column_id WHERE d.parent_object_id = OBJECT_ID('dbo.users') AND c.name = N'status'")]
    [TestCase("SELECT @name = QUOTENAME(OBJECT_NAME([c].[default_object_id])) FROM [sys].[columns] [c] WHERE [c].[object_id] = OBJECT_ID(N'dbo.users') AND [c].[name] = N'status'")]
    [TestCase("SET @name = (SELECT name FROM sys.default_constraints WHERE parent_column_id = (SELECT column_id FROM sys.columns WHERE name = 'status'))")]
    public void The_column_is_known_whose_default_is_looked_up(string lookup)
    {
        var drop = (DropConstraint)TSqlText.Operations($"DECLARE @name sysname; {lookup}\nIF @name IS NOT NULL EXEC('ALTER TABLE [dbo].[users] DROP CONSTRAINT [' + @name + '];')")[^1];
        Assert.That(drop.DefaultOf, Is.EqualTo("status"));
    }

    [Test]
    public void A_variable_that_the_script_does_not_declare_is_a_placeholder()
        => Assert.That(TSqlText.Operations("EXEC('DROP TABLE [' + @prefix + 'users]')")[0], Is.EqualTo(new DropTable("@prefixusers")));

    [Test]
    public void Other_procedures_are_calls()
        => Assert.That(TSqlText.Operations("EXEC @rc = dbo.p @a = 1, @b = N'x' EXEC [q]"), Is.EqualTo(new Operation[]
        {
            new CallRoutine(new ObjectName("dbo", "p"), "@a = 1, @b = N'x'"), new CallRoutine("q", ""),
        }));

    [Test]
    public void Known_system_procedures_are_what_they_do()
        => Assert.That(TSqlText.Operations("EXEC sp_addrolemember 'db_owner', 'app'; EXEC sys.sp_cdc_enable_table @source_schema = N'dbo', @source_name = N't', @role_name = NULL"), Is.EqualTo(new Operation[]
        {
            new AlterObject(ObjectKind.Role, "db_owner", "ROLE db_owner ADD MEMBER app"),
            new AlterObject(ObjectKind.Replication, new ObjectName("dbo", "t"), "EXEC sys.sp_cdc_enable_table @source_schema = N'dbo', @source_name = N't', @role_name = NULL"),
        }));

    [TestCase("EXEC (N'DROP TABLE t') AT remote", "the SQL runs as another user or on another server")]
    [TestCase("EXEC @procedure 1", "the procedure is chosen at run time")]
    [TestCase("EXEC sp_MSforeachtable 'ALTER TABLE ? NOCHECK CONSTRAINT ALL'", "it runs SQL for every table")]
    public void What_runs_elsewhere_is_unread(string sql, string reason) => Assert.That(TSqlText.Single<UnreadSql>(sql).Reason, Is.EqualTo(reason));
}
