using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Sql.TSql;

public sealed class TSqlBatchTests
{
    [TestCase("GO", 1)]
    [TestCase("go 5", 5)]
    [TestCase("  Go\t2  ", 2)]
    [TestCase("GO -- next", 1)]
    public void A_line_with_go_ends_the_batch(string line, int count)
        => Assert.That(TSqlText.Operations($"SELECT 1\n{line}\nSELECT 2"), Has.Length.EqualTo(3).And.ItemAt(1).EqualTo(new EndBatch(count)));

    [TestCase("/*\nGO\n*/ SELECT 1")]
    [TestCase("SELECT '\nGO\n'")]
    [TestCase("SELECT 1 AS go\n")]
    [TestCase("SELECT [\nGO\n]")]
    public void Go_inside_comments_strings_and_names_ends_nothing(string sql) => TSqlText.Single<Query>(sql);

    [Test]
    public void Statements_need_no_semicolon()
    {
        var operations = TSqlText.Operations("""
            SET XACT_ABORT ON
            ALTER TABLE users ADD handle nvarchar(50) NULL
            UPDATE users SET handle = username
            DROP INDEX ix ON users
            DELETE FROM audit WHERE id IN (SELECT id FROM users)
            INSERT INTO audit (id) SELECT id FROM users
            SELECT 1 UNION ALL SELECT 2
            EXEC dbo.notify 1
            MERGE INTO users AS t USING staged AS s ON s.id = t.id WHEN MATCHED THEN UPDATE SET t.a = 1 WHEN NOT MATCHED THEN INSERT (a) VALUES (1);
            PRINT 'done'
            """);
        Assert.That(operations.Select(operation => operation.GetType().Name), Is.EqualTo(new[]
        {
            "SetSetting", "AddColumn", "UpdateRows", "DropIndex", "DeleteRows", "InsertRows", "Query", "CallRoutine", "MergeRows", "Query",
        }));
    }

    [Test]
    public void A_foreign_key_action_begins_no_statement()
    {
        var operations = TSqlText.Operations("""
            ALTER TABLE a ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES b (y) ON DELETE SET NULL ON UPDATE CASCADE
            UPDATE a SET x = 1
            """);
        Assert.That(operations, Has.Length.EqualTo(2));
        Assert.That(((AddConstraint)operations[0]).Constraint, Is.EqualTo(new ForeignKeyConstraint(new[] { "x" }, "b", new[] { "y" }) { Name = "fk", OnDelete = "SET NULL", OnUpdate = "CASCADE" }));
    }

    [Test]
    public void Set_statements_end_where_the_next_statement_begins()
        => Assert.That(
            TSqlText.Operations("SET IDENTITY_INSERT dbo.t ON DELETE FROM t SET IDENTITY_INSERT dbo.t OFF UPDATE t SET a = 1").Select(o => o.GetType().Name),
            Is.EqualTo(new[] { "SetSetting", "DeleteRows", "SetSetting", "UpdateRows" }));

    [Test]
    public void A_view_takes_the_rest_of_its_batch()
    {
        var operations = TSqlText.Operations("CREATE VIEW v AS SELECT id FROM users\nGO\nDROP VIEW v");
        Assert.That(operations, Has.Length.EqualTo(3));
        Assert.That(((CreateView)operations[0]).Query.Text, Is.EqualTo("SELECT id FROM users"));
    }

    [Test]
    public void Sqlcmd_lines_are_client_commands_and_included_files_are_unread()
    {
        var script = TSqlText.Script(":setvar Schema dbo\n:on error exit\n:r .\\other.sql\nDROP TABLE $(Schema).users\n");
        Assert.That(script.Steps.Select(step => step.Operation), Is.EqualTo(new Operation[]
        {
            new ClientCommand(":setvar Schema dbo"),
            new ClientCommand(":on error exit"),
            new UnreadSql(":r .\\other.sql", "another file is included"),
            new DropTable(new ObjectName("$(Schema)", "users")),
        }));
        Assert.That((script.StatementCount, script.UnreadCount), Is.EqualTo((2, 1)));
    }

    [TestCase("DROP TABLE $schema$.users", "$schema$", "users")]
    [TestCase("DROP TABLE [$schema$].[users]", "$schema$", "users")]
    [TestCase("DROP TABLE {{Schema}}.{{Table}}", "{{Schema}}", "{{Table}}")]
    [TestCase("DROP TABLE {databaseOwner}[{objectQualifier}users]", "{databaseOwner}", "{objectQualifier}users")]
    [TestCase("DROP TABLE [$(Schema)].users_$(Suffix)", "$(Schema)", "users_$(Suffix)")]
    public void Placeholders_of_runners_are_names(string sql, string schema, string name)
        => Assert.That(TSqlText.Single<DropTable>(sql).Name, Is.EqualTo(new ObjectName(schema, name)));

    [Test]
    public void Directives_know_the_statement_that_follows()
    {
        var script = TSqlText.Script("""
            -- migrationguard: phase contract
            DROP TABLE a
            GO
            -- MigrationGuard: ignore MG0301 because nobody reads it until 2030-01-01
            DROP TABLE b
            """);
        Assert.That(script.Directives.Select(d => (d.Verb, d.Rest, d.NextStatement, d.Span.Line)), Is.EqualTo(new[]
        {
            ("phase", "contract", 0, 1), ("ignore", "MG0301 because nobody reads it until 2030-01-01", 1, 4),
        }));
    }

    [Test]
    public void The_only_statement_of_an_if_has_the_number_of_the_if()
    {
        var steps = TSqlText.Steps("SELECT 1 IF @a = 1 DROP TABLE a DROP TABLE b");
        Assert.That(steps.Select(step => step.Statement), Is.EqualTo(new[] { 0, 1, 1, 2 }));
    }

    [Test]
    public void Only_the_part_of_the_file_that_is_asked_for_is_read()
    {
        const string Text = "DROP TABLE a; DROP TABLE b; DROP TABLE c";
        var script = MigrationGuard.Sql.Sqls.Reader(MigrationGuard.Sql.SqlDialect.TSql).Read(new MigrationGuard.Sql.SqlSource("f", Text, 14, 26));
        Assert.That(script.Steps.Single().Operation, Is.EqualTo(new DropTable("b")));
        Assert.That(script.Steps[0].Span.Start, Is.EqualTo(14));
    }
}
