using MigrationGuard.CodeFixes.Fixes;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests.Fixes;

public sealed class SplitFixTests
{
    [Test]
    public Task Calls_go_where_their_phase_is_and_take_comments_and_what_undoes_them_along() => VerifyFix<SplitFix>.FixAsync(
        """
        using FluentMigrator;

        namespace Shop;

        [Migration(3)]
        public class Rework : Migration
        {
            public override void Up()
            {
                Create.Column("age").OnTable("users").AsInt32().Nullable();
                Update.Table("users").Set(new { age = 3 }).Where(new { id = 7 });
                // nobody reads it
                Delete.Column("username")
                    .FromTable("users");
            }

            public override void Down()
            {
                Create.Column("username").OnTable("users").AsString().Nullable();
                Delete.Column("age").FromTable("users");
            }
        }
        """,
        """
        using FluentMigrator;

        namespace Shop;

        [Migration(3)]
        public class Rework : Migration
        {
            public override void Up()
            {
                Create.Column("age").OnTable("users").AsInt32().Nullable();
            }

            public override void Down()
            {
                Delete.Column("age").FromTable("users");
            }
        }
        """,
        Fixing.OnPostgreSql("MG0703") with
        {
            Added = new Dictionary<string, string>
            {
                ["ReworkMigrate.cs"] = """
                    using FluentMigrator;

                    namespace Shop;

                    [Migration(4)]
                    public class ReworkMigrate : Migration
                    {
                        public override void Up()
                        {
                            Update.Table("users").Set(new { age = 3 }).Where(new { id = 7 });
                        }

                        public override void Down()
                        {
                        }
                    }

                    """,
                ["ReworkContract.cs"] = """
                    using FluentMigrator;
                    using MigrationGuard;

                    namespace Shop;

                    [Migration(5)]
                    [Phase(Phase.Contract)]
                    public class ReworkContract : Migration
                    {
                        public override void Up()
                        {
                            // nobody reads it
                            Delete.Column("username")
                                .FromTable("users");
                        }

                        public override void Down()
                        {
                            Create.Column("username").OnTable("users").AsString().Nullable();
                        }
                    }

                    """,
            },
        });

    [Test]
    public async Task A_migration_of_ef_core_is_split_into_classes_that_name_their_context()
    {
        var files = await VerifyFix<SplitFix>.ApplyAsync(
            Projects.EntityFramework("""
                migrationBuilder.AddColumn<int>(name: "age", table: "users", nullable: true);
                migrationBuilder.DropColumn(name: "username", table: "users");
                """),
            Fixing.OnPostgreSql("MG0703"));
        Assert.That(files["M1Contract.cs"], Does.Contain("""
            [DbContext(typeof(global::Shop.ShopContext))]
            [Migration("20260101120100_M1Contract")]
            [Phase(Phase.Contract)]
            public class M1Contract : Migration
            {
                protected override void Up(MigrationBuilder migrationBuilder)
                {
                    migrationBuilder.DropColumn(name: "username", table: "users");
                }
            }
            """));
    }

    [Test]
    public Task What_uses_a_variable_cannot_be_moved() => VerifyFix<SplitFix>.NothingAsync(
        Projects.Migration("""
            var table = "users";
            Create.Column("age").OnTable(table).AsInt32().Nullable();
            Delete.Column("username").FromTable(table);
            """),
        Fixing.OnPostgreSql("MG0703"));

    [TestCase("""Create.Column("age").OnTable("users").AsInt32().Nullable(); Delete.FromTable("users").AllRows(); Insert.IntoTable("users").Row(new { id = 1 });""")]
    [TestCase("""Delete.Column("a").FromTable("users"); Create.Column("b").OnTable("users").AsInt32().Nullable();""")]
    public Task A_call_never_overtakes_another(string statements) => VerifyFix<SplitFix>.NothingAsync(Projects.Migration(statements), Fixing.OnPostgreSql("MG0703"));
}
