using MigrationGuard.CodeFixes.Fixes;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests.Fixes;

public sealed class OutsideFixTests
{
    [Test]
    public Task Fluent_migrator_is_told_for_the_class() => VerifyFix<OutsideFix>.FixAsync(
        Projects.Migration("""Execute.Sql("DROP INDEX CONCURRENTLY i");"""),
        Projects.Migration("""Execute.Sql("DROP INDEX CONCURRENTLY i");""").Replace("(1)", "(1, TransactionBehavior.None)", StringComparison.Ordinal),
        Fixing.OnPostgreSql("MG0620"));

    [Test]
    public Task A_call_beside_others_gets_a_migration_of_its_own() => VerifyFix<OutsideFix>.FixAsync(
        Projects.Migration("""
            Create.Column("handle").OnTable("users").AsString(50).Nullable();
            Create.Index("i").OnTable("users").OnColumn("email").Ascending().WithOptions().AsConcurrently();
            """).Replace("using MigrationGuard;", "using FluentMigrator.Postgres;", StringComparison.Ordinal),
        Projects.Migration("""Create.Column("handle").OnTable("users").AsString(50).Nullable();""").Replace("using MigrationGuard;", "using FluentMigrator.Postgres;", StringComparison.Ordinal),
        Fixing.OnPostgreSql("MG0620") with
        {
            Added = new Dictionary<string, string>
            {
                ["M1Online.cs"] = """
                    using FluentMigrator;
                    using FluentMigrator.Postgres;

                    [Migration(2, TransactionBehavior.None)]
                    public class M1Online : Migration
                    {
                        public override void Up()
                        {
                            Create.Index("i").OnTable("users").OnColumn("email").Ascending().WithOptions().AsConcurrently();
                        }

                        public override void Down()
                        {
                            Execute.Sql("DROP INDEX CONCURRENTLY public.i;");
                        }
                    }

                    """,
            },
        });

    [Test]
    public Task Ef_core_is_told_at_the_call() => VerifyFix<OutsideFix>.FixAsync(
        Projects.EntityFramework("""migrationBuilder.Sql("DROP INDEX CONCURRENTLY i");"""),
        Projects.EntityFramework("""migrationBuilder.Sql("DROP INDEX CONCURRENTLY i", suppressTransaction: true);"""),
        Fixing.OnPostgreSql("MG0620"));

    [Test]
    public Task What_ef_core_cannot_say_is_sent_as_sql() => VerifyFix<OutsideFix>.FixAsync(
        Projects.EntityFramework("""migrationBuilder.CreateIndex(name: "i", table: "users", column: "email").Annotation("SqlServer:Online", true);"""),
        Projects.EntityFramework("""migrationBuilder.Sql("CREATE INDEX i ON users (email) WITH (ONLINE = ON);", suppressTransaction: true);"""),
        Fixing.In(Projects.Enterprise, "MG0174"));

    [Test]
    public Task Nothing_is_offered_for_a_block_that_is_a_transaction_itself() => VerifyFix<OutsideFix>.NothingAsync(
        Projects.Migration("""Execute.Sql("DO $$ BEGIN DROP INDEX CONCURRENTLY i; END $$");"""), Fixing.OnPostgreSql("MG0620"));
}
