using Microsoft.CodeAnalysis.CSharp;
using MigrationGuard.CodeFixes.Fixes;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests.Fixes;

public sealed class PlanFixTests
{
    private const string Rename = """
        using FluentMigrator;

        namespace Shop.Migrations
        {
            [Migration(7)]
            public class RenameUsername : Migration
            {
                public override void Up()
                {
                    Create.Column("age").OnTable("users").AsInt32().Nullable();
                    Rename.Column("username").OnTable("users").To("handle");
                }

                public override void Down()
                {
                    Rename.Column("handle").OnTable("users").To("username");
                    Delete.Column("age").FromTable("users");
                }
            }
        }
        """;

    [Test]
    public async Task A_rename_becomes_a_column_that_a_trigger_keeps_in_step_and_two_later_migrations()
    {
        var files = await VerifyFix<PlanFix>.ApplyAsync(Rename, InOldCSharp("MG0210"));
        Assert.That(files.Keys, Is.EqualTo(new[] { "Test.cs", "RenameUsernameBackfill.cs", "RenameUsernameContract.cs" }));
        Assert.That(files["Test.cs"], Is.EqualTo("""
            using FluentMigrator;

            namespace Shop.Migrations
            {
                [Migration(7)]
                public class RenameUsername : Migration
                {
                    public override void Up()
                    {
                        Create.Column("age").OnTable("users").AsInt32().Nullable();
                        // text stands for the type of username
                        // add handle; a trigger keeps both in step
                        Execute.Sql("SET lock_timeout = '2s';");
                        Execute.Sql("ALTER TABLE public.users ADD COLUMN handle text;");
                        Execute.Sql(@"CREATE FUNCTION public.users_sync_handle() RETURNS trigger
            LANGUAGE plpgsql
            AS $$
            BEGIN
              -- *<> compares bytes: not every type has an =, and values that it calls equal need not be the same
              IF ROW(NEW.handle)::record *<> ROW(OLD.handle)::record THEN
                NEW.username := NEW.handle;
              ELSE
                NEW.handle := NEW.username;
              END IF;
              RETURN NEW;
            END;
            $$;");
                        Execute.Sql(@"CREATE TRIGGER zz_users_sync_handle
            BEFORE INSERT OR UPDATE ON public.users
              FOR EACH ROW EXECUTE FUNCTION public.users_sync_handle();");
                    }

                    public override void Down()
                    {
                        Execute.Sql("DROP TRIGGER zz_users_sync_handle ON public.users;");
                        Execute.Sql("DROP ROUTINE public.users_sync_handle();");
                        Execute.Sql("ALTER TABLE public.users DROP COLUMN handle;");
                        Delete.Column("age").FromTable("users");
                    }
                }
            }
            """));
        Assert.That(files["RenameUsernameContract.cs"], Is.EqualTo("""
            using FluentMigrator;
            using MigrationGuard;

            namespace Shop.Migrations
            {
                // once no live version uses username
                [Migration(9)]
                [Phase(Phase.Contract)]
                public class RenameUsernameContract : Migration
                {
                    public override void Up()
                    {
                        Execute.Sql("SET lock_timeout = '2s';");
                        Execute.Sql("DROP TRIGGER zz_users_sync_handle ON public.users;");
                        Execute.Sql("DROP ROUTINE public.users_sync_handle();");
                        Execute.Sql("ALTER TABLE public.users DROP COLUMN username;");
                    }

                    public override void Down()
                    {
                        throw new System.NotSupportedException("What this migration takes away cannot be brought back.");
                    }
                }
            }

            """));
    }

    [Test]
    public async Task The_backfill_commits_each_batch_outside_a_transaction()
    {
        var files = await VerifyFix<PlanFix>.ApplyAsync(Rename, InOldCSharp("MG0210"));
        Assert.That(files["RenameUsernameBackfill.cs"], Does.Contain("[Migration(8, TransactionBehavior.None)]").And.Contain("UPDATE public.users SET username = username").And.Contain("COMMIT;"));
    }

    [Test]
    public async Task A_migration_that_reversed_itself_says_now_how_it_is_undone()
    {
        var files = await VerifyFix<PlanFix>.ApplyAsync(
            """
            using FluentMigrator;

            [Migration(202601012359)]
            public class RenameUsername : AutoReversingMigration
            {
                public override void Up()
                {
                    Rename.Column("username").OnTable("users").To("handle");
                }
            }
            """,
            Fixing.OnPostgreSql("MG0210"));
        Assert.That(files["Test.cs"], Does.Contain("public class RenameUsername : Migration").And.EndsWith("""

                public override void Down()
                {
                    Execute.Sql("DROP TRIGGER zz_users_sync_handle ON public.users;");
                    Execute.Sql("DROP ROUTINE public.users_sync_handle();");
                    Execute.Sql("ALTER TABLE public.users DROP COLUMN handle;");
                }
            }
            """));
        Assert.That(files["RenameUsernameBackfill.cs"], Does.Contain("[Migration(202601020000, TransactionBehavior.None)]"));
    }

    [Test]
    public async Task Ef_core_gets_migrations_that_name_their_context_and_suppress_the_transaction_of_the_backfill()
    {
        var files = await VerifyFix<PlanFix>.ApplyAsync(
            Projects.EntityFramework("""migrationBuilder.RenameColumn(name: "username", table: "users", newName: "handle");"""), Fixing.OnPostgreSql("MG0210"));
        Assert.Multiple(() =>
        {
            Assert.That(files.Keys, Is.EqualTo(new[] { "Test.cs", "M1Backfill.cs", "M1Contract.cs" }));
            Assert.That(files["M1Backfill.cs"], Does.Contain("\"\"\", suppressTransaction: true);").And.Contain("[Migration(\"20260101120100_M1Backfill\")]"));
            Assert.That(files["M1Contract.cs"], Does.Contain("""
                // once no live version uses username
                [DbContext(typeof(global::Shop.ShopContext))]
                [Migration("20260101120200_M1Contract")]
                [Phase(Phase.Contract)]
                public class M1Contract : Migration
                """));
        });
    }

    [Test]
    public async Task A_required_column_is_nullable_until_every_version_writes_it()
    {
        var files = await VerifyFix<PlanFix>.ApplyAsync(
            Projects.Migration("""Create.Column("age").OnTable("users").AsInt32().NotNullable();"""), Fixing.OnPostgreSql("MG0201"));
        Assert.That(files.Keys, Is.EqualTo(new[] { "Test.cs", "M1Backfill.cs", "M1Contract.cs", "M1Validate.cs", "M1Contract2.cs" }));
    }

    [Test]
    public async Task On_sql_server_the_application_writes_both_columns()
    {
        var files = await VerifyFix<PlanFix>.ApplyAsync(Projects.Migration("""Rename.Column("username").OnTable("users").To("handle");"""), Fixing.In(Projects.SqlServer, "MG0210"));
        Assert.That(files["Test.cs"], Does.Contain("the new version writes both").And.Contain("ADD [handle]").Or.Contain("ADD handle"));
    }

    [Test]
    public Task All_renames_are_replaced_at_once_with_versions_one_behind_the_other() => VerifyFix<PlanFix>.FixAllAsync(
        Projects.Migration("""
            Rename.Table("users").To("people");
            Rename.Table("orders").To("purchases");
            """),
        Projects.Migration(""""
            // in one transaction: the old name stays as a view (app stands for the role of the application)
            Execute.Sql("SET lock_timeout = '2s';");
            Execute.Sql("ALTER TABLE public.users RENAME TO people;");
            Execute.Sql("""
                CREATE VIEW public.users AS
                SELECT * FROM public.people;
                """);
            Execute.Sql("GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE public.users TO app;");
            // in one transaction: the old name stays as a view (app stands for the role of the application)
            Execute.Sql("SET lock_timeout = '2s';");
            Execute.Sql("ALTER TABLE public.orders RENAME TO purchases;");
            Execute.Sql("""
                CREATE VIEW public.orders AS
                SELECT * FROM public.purchases;
                """);
            Execute.Sql("GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE public.orders TO app;");
            """"),
        Fixing.OnPostgreSql("MG0232") with
        {
            Title = PlanFix.Title,
            Added = new Dictionary<string, string> { ["M1Contract.cs"] = DroppedView("M1Contract", 2, "users"), ["M1Contract2.cs"] = DroppedView("M1Contract2", 3, "orders") },
        });

    [Test]
    public Task A_call_that_does_more_than_one_thing_keeps_its_words() => VerifyFix<PlanFix>.NothingAsync(
        Projects.Migration("""Alter.Table("users").AddColumn("age").AsInt32().NotNullable().AddColumn("size").AsInt32().Nullable();"""), Fixing.OnPostgreSql("MG0201"));

    private static string DroppedView(string name, int version, string view) => $$"""
        using FluentMigrator;
        using MigrationGuard;

        // once no live version uses public.{{view}}
        [Migration({{version}})]
        [Phase(Phase.Contract)]
        public class {{name}} : Migration
        {
            public override void Up()
            {
                Execute.Sql("SET lock_timeout = '2s';");
                Execute.Sql("DROP VIEW public.{{view}};");
            }

            public override void Down()
            {
                throw new System.NotSupportedException("What this migration takes away cannot be brought back.");
            }
        }

        """;

    private static FixOptions InOldCSharp(string id) => Fixing.In(Projects.PostgreSql with { Language = LanguageVersion.CSharp7_3 }, id);
}
