using Microsoft.CodeAnalysis.CSharp;
using MigrationGuard.CodeFixes.Fixes;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests.Fixes;

public sealed class OnlineIndexFixTests
{
    private static FixOptions OnPostgreSql { get; } = new(Projects.PostgreSql, new StepAnalyzer(), "MG0101");

    private static FixOptions OnSqlServer { get; } = new(Projects.Enterprise, new StepAnalyzer(), "MG0172");

    [Test]
    public Task An_index_alone_in_its_migration_is_built_where_it_stands() => VerifyFix<OnlineIndexFix>.FixAsync(
        """
        using FluentMigrator;

        namespace Shop;

        [Migration(2)]
        public class IndexUsers : Migration
        {
            public override void Up()
            {
                Create.Index("ix_users_email").OnTable("users").OnColumn("email").Ascending(); // for the login
            }

            public override void Down()
            {
                Delete.Index("ix_users_email").OnTable("users");
            }
        }
        """,
        """
        using FluentMigrator;
        using FluentMigrator.Postgres;

        namespace Shop;

        [Migration(2, TransactionBehavior.None)]
        public class IndexUsers : Migration
        {
            public override void Up()
            {
                Create.Index("ix_users_email").OnTable("users").OnColumn("email").Ascending().WithOptions().AsConcurrently(); // for the login
            }

            public override void Down()
            {
                Delete.Index("ix_users_email").OnTable("users");
            }
        }
        """,
        OnPostgreSql);

    [Test]
    public Task An_index_beside_other_calls_moves_into_a_migration_of_its_own() => VerifyFix<OnlineIndexFix>.FixAsync(
        """
        using FluentMigrator;

        namespace Shop
        {
            [Migration(202601010930)]
            public class Handles : Migration
            {
                public override void Up()
                {
                    Create.Column("handle").OnTable("users").AsString(50).Nullable();
                    Create.Index("ix_users_email")
                        .OnTable("users")
                        .OnColumn("email");
                }

                public override void Down()
                {
                    Delete.Index("ix_users_email").OnTable("users");
                    Delete.Column("handle").FromTable("users");
                }
            }
        }
        """,
        """
        using FluentMigrator;

        namespace Shop
        {
            [Migration(202601010930)]
            public class Handles : Migration
            {
                public override void Up()
                {
                    Create.Column("handle").OnTable("users").AsString(50).Nullable();
                }

                public override void Down()
                {
                    Delete.Column("handle").FromTable("users");
                }
            }
        }
        """,
        OnPostgreSql with
        {
            Project = Projects.PostgreSql with { Language = LanguageVersion.CSharp7_3 },
            Added = new Dictionary<string, string>
            {
                ["HandlesOnline.cs"] = """
                    using FluentMigrator;
                    using FluentMigrator.Postgres;

                    namespace Shop
                    {
                        [Migration(202601010931, TransactionBehavior.None)]
                        public class HandlesOnline : Migration
                        {
                            public override void Up()
                            {
                                Create.Index("ix_users_email")
                                    .OnTable("users")
                                    .OnColumn("email").Ascending().WithOptions().AsConcurrently();
                            }

                            public override void Down()
                            {
                                Delete.Index("ix_users_email").OnTable("users");
                            }
                        }
                    }

                    """,
            },
        });

    [Test]
    public Task Sql_is_replaced_as_sql() => VerifyFix<OnlineIndexFix>.FixAsync(
        Projects.Migration("""Execute.Sql("CREATE INDEX i ON users (email)");"""),
        Projects.Migration("""Execute.Sql("CREATE INDEX CONCURRENTLY i ON users (email);");""").Replace("(1)", "(1, TransactionBehavior.None)", StringComparison.Ordinal),
        OnPostgreSql);

    [Test]
    public Task Sql_server_builds_online() => VerifyFix<OnlineIndexFix>.FixAsync(
        Projects.Migration("""Create.Index("i").OnTable("users").OnColumn("email").Ascending().WithOptions().NonClustered();"""),
        Projects.Migration("""Create.Index("i").OnTable("users").OnColumn("email").Ascending().WithOptions().NonClustered().WithOptions().Online();""")
            .Replace("(1)", "(1, TransactionBehavior.None)", StringComparison.Ordinal)
            .Replace("using MigrationGuard;", "using FluentMigrator.SqlServer;\nusing MigrationGuard;", StringComparison.Ordinal),
        OnSqlServer);

    [TestCase("Npgsql:CreatedConcurrently")]
    [TestCase("SqlServer:Online")]
    public Task Ef_core_says_it_with_an_annotation(string annotation) => VerifyFix<OnlineIndexFix>.FixAsync(
        Projects.EntityFramework("""migrationBuilder.CreateIndex(name: "i", table: "users", column: "email");"""),
        Projects.EntityFramework($"""migrationBuilder.CreateIndex(name: "i", table: "users", column: "email").Annotation("{annotation}", true);"""),
        annotation[0] == 'N' ? OnPostgreSql : OnSqlServer);

    [Test]
    public Task All_indexes_of_a_file_are_mended_at_once() => VerifyFix<OnlineIndexFix>.FixAllAsync(
        Projects.EntityFramework("""
            migrationBuilder.CreateIndex(name: "i", table: "users", column: "email");
            migrationBuilder.CreateIndex(name: "j", table: "users", column: "name");
            """),
        Projects.EntityFramework("""
            migrationBuilder.CreateIndex(name: "i", table: "users", column: "email").Annotation("Npgsql:CreatedConcurrently", true);
            migrationBuilder.CreateIndex(name: "j", table: "users", column: "name").Annotation("Npgsql:CreatedConcurrently", true);
            """),
        OnPostgreSql with { Title = OnlineIndexFix.Title });

    [Test]
    public Task Nothing_is_offered_in_a_loop_or_where_an_argument_is_a_variable() => VerifyFix<OnlineIndexFix>.NothingAsync(
        Projects.Migration("""
            Create.Column("handle").OnTable("users").AsString(50).Nullable();
            var name = "users";
            Create.Index("i").OnTable(name).OnColumn("email").Ascending();
            """),
        OnPostgreSql);

    [Test]
    public Task The_behaviour_stands_behind_the_version_whatever_describes_it() => VerifyFix<OnlineIndexFix>.FixAsync(
        Described("nameof(M1)", """Create.Index("ix").OnTable("users").OnColumn("name").Ascending();"""),
        Described("TransactionBehavior.None, nameof(M1)", """Create.Index("ix").OnTable("users").OnColumn("name").Ascending().WithOptions().AsConcurrently();""", "using FluentMigrator.Postgres;\n"),
        Fixing.OnPostgreSql("MG0101"));

    [Test]
    public Task What_the_class_does_on_other_databases_stays_in_its_transaction() => VerifyFix<OnlineIndexFix>.FixAsync(
        Projects.Migration("""
            IfDatabase("PostgreSQL").Create.Index("i").OnTable("users").OnColumn("email").Ascending();
            IfDatabase("SqlServer").Create.Column("handle").OnTable("users").AsString(50).Nullable();
            """),
        Projects.Migration("""IfDatabase("SqlServer").Create.Column("handle").OnTable("users").AsString(50).Nullable();"""),
        OnPostgreSql with { Added = new Dictionary<string, string> { ["M1Online.cs"] = Online } });

    [Test]
    public Task What_the_class_does_on_a_database_that_is_not_judged_stays_too() => VerifyFix<OnlineIndexFix>.FixAsync(
        Projects.Migration("""
            IfDatabase("PostgreSQL").Create.Index("i").OnTable("users").OnColumn("email").Ascending();
            IfDatabase("SQLite").Create.Column("handle").OnTable("users").AsString(50).Nullable();
            """),
        Projects.Migration("""IfDatabase("SQLite").Create.Column("handle").OnTable("users").AsString(50).Nullable();"""),
        OnPostgreSql with { Added = new Dictionary<string, string> { ["M1Online.cs"] = Online } });

    private const string Online = """
        using FluentMigrator;
        using FluentMigrator.Postgres;
        using MigrationGuard;

        [Migration(2, TransactionBehavior.None)]
        public class M1Online : Migration
        {
            public override void Up()
            {
                IfDatabase("PostgreSQL").Create.Index("i").OnTable("users").OnColumn("email").Ascending().WithOptions().AsConcurrently();
            }

            public override void Down()
            {
                IfDatabase("PostgreSQL").Execute.Sql("DROP INDEX public.i;");
            }
        }

        """;

    private static string Described(string behind, string statement, string imported = "")
        => Projects.Migration(statement).Replace("[Migration(1)]", $"[Migration(1, {behind})]", StringComparison.Ordinal).Replace("using MigrationGuard;", imported + "using MigrationGuard;", StringComparison.Ordinal);
}
