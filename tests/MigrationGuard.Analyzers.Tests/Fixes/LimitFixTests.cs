using MigrationGuard.CodeFixes.Fixes;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests.Fixes;

public sealed class LimitFixTests
{
    private static FixOptions OnPostgreSql { get; } = new(Projects.PostgreSql, new HistoryAnalyzer(), "MG0501");

    [Test]
    public Task A_lock_timeout_is_set_before_the_first_statement_that_waits() => VerifyFix<LimitFix>.FixAsync(
        Projects.Migration("""
            // as small as they come
            Create.Column("handle").OnTable("users").AsString(50).Nullable();
            Create.Column("nick").OnTable("users").AsString(50).Nullable();
            """),
        Projects.Migration("""
            // as small as they come
            Execute.Sql("SET lock_timeout = '2s';");
            Create.Column("handle").OnTable("users").AsString(50).Nullable();
            Create.Column("nick").OnTable("users").AsString(50).Nullable();
            """),
        OnPostgreSql);

    [Test]
    public Task Ef_core_sends_it_through_its_builder() => VerifyFix<LimitFix>.FixAsync(
        Projects.EntityFramework("""migrationBuilder.DropColumn("handle", "users");"""),
        Projects.EntityFramework("""
            migrationBuilder.Sql("SET LOCK_TIMEOUT 2000;");
            migrationBuilder.DropColumn("handle", "users");
            """),
        OnPostgreSql with { Project = Projects.SqlServer });

    [Test]
    public Task It_stands_before_a_loop_and_not_in_it() => VerifyFix<LimitFix>.FixAsync(
        Projects.Migration("""
            foreach (var table in new[] { "users", "orders" })
            {
                Create.Column("note").OnTable(table).AsString(50).Nullable();
            }
            """),
        Projects.Migration("""
            Execute.Sql("SET lock_timeout = '2s';");
            foreach (var table in new[] { "users", "orders" })
            {
                Create.Column("note").OnTable(table).AsString(50).Nullable();
            }
            """),
        OnPostgreSql);

    [Test]
    public Task It_stands_under_the_condition_that_the_call_is_made_under() => VerifyFix<LimitFix>.FixAsync(
        Projects.EntityFramework("""
            if (migrationBuilder.ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL")
            {
                migrationBuilder.DropColumn("handle", "users");
            }
            """),
        Projects.EntityFramework("""
            if (migrationBuilder.ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL")
            {
                migrationBuilder.Sql("SET lock_timeout = '2s';");
                migrationBuilder.DropColumn("handle", "users");
            }
            """),
        OnPostgreSql);

    [TestCase("""IfDatabase("PostgreSQL").Delegate(() => { Delete.Table("users"); });""")]
    [TestCase("""IfDatabase("PostgreSQL").Delete.Table("users");""")]
    public Task A_branch_for_databases_cannot_be_given_one(string statement) => VerifyFix<LimitFix>.NothingAsync(Projects.Migration(statement), OnPostgreSql);
}
