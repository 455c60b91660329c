using FluentMigrator.Expressions;
using FluentMigrator.Infrastructure;
using MigrationGuard.FluentMigrator.Tests.Scenes;
using MigrationGuard.Migrations;

namespace MigrationGuard.FluentMigrator.Tests.Reading;

public sealed class ParityTests
{
    private static readonly (string Call, Action<IMigrationContext> Up)[] Calls =
    [
        ("""Execute.Sql("ALTER TABLE users DROP COLUMN username");""", context => context.Sql("ALTER TABLE users DROP COLUMN username")),
        ("""Execute.Sql("CREATE INDEX ix ON users (email); UPDATE users SET email = lower(email)");""", context => context.Sql("CREATE INDEX ix ON users (email); UPDATE users SET email = lower(email)")),
        ("""Execute.Sql("-- migrationguard: ignore MG0101 because it is small\nCREATE INDEX ix ON users (email)");""", context => context.Sql("-- migrationguard: ignore MG0101 because it is small\nCREATE INDEX ix ON users (email)")),
        ("""Execute.Sql("DO $$ BEGIN EXECUTE current_setting('my.sql'); END $$");""", context => context.Sql("DO $$ BEGIN EXECUTE current_setting('my.sql'); END $$")),
        ("""Delete.Column("username").Column("email").FromTable("users");""", context =>
        {
            context.Expressions.Add(new DeleteColumnExpression { TableName = "users", ColumnNames = { "username", "email" } });
        }),
        ("""Create.Column("note").OnTable("users").AsCustom("text");""", context => context.AddColumn("users", "note", nullable: null)),
        ("""Create.Column("note").OnTable("users").AsCustom("text").NotNullable();""", context => context.AddColumn("users", "note", nullable: false)),
        ("""Create.Column("note").OnTable("users").AsCustom("text").Nullable();""", context => context.AddColumn("users", "note")),
        ("""Alter.Column("note").OnTable("users").AsCustom("jsonb");""", context => context.Expressions.Add(new AlterColumnExpression { TableName = "users", Column = { Name = "note", CustomType = "jsonb" } })),
        ("""Delete.Index("ix").OnTable("users");""", context => context.Expressions.Add(new DeleteIndexExpression { Index = { Name = "ix", TableName = "users" } })),
        ("""Delete.FromTable("users").AllRows();""", context => context.Expressions.Add(new DeleteDataExpression { TableName = "users", IsAllRows = true })),
        ("""Execute.WithConnection(Code);""", context => context.WithConnection(() => { })),
    ];

    private static IEnumerable<TestCaseData> Cases => Calls.Select(call => new TestCaseData(call.Call, call.Up).SetArgDisplayNames(call.Call));

    [TestCaseSource(nameof(Cases))]
    public void The_hook_finds_what_the_analyzer_finds(string call, Action<IMigrationContext> up)
    {
        var read = Judged.Read($$"""
            using FluentMigrator;
            [Migration(1)]
            public class M : Migration
            {
                public override void Up() { {{call}} }
                public override void Down() { }
            }
            """)[0];

        var collected = Judged.Collect(new TestMigration(up), new MigrationId("1", "M"));

        Assert.That(Judged.Findings(collected), Is.EqualTo(Judged.Findings(read).Replace("line 5", "line 1", StringComparison.Ordinal)));
        Assert.That((collected.Id, collected.Transaction, collected.StatementCount), Is.EqualTo((read.Id, read.Transaction, read.StatementCount)));
    }
}
