using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests.SameAnswer;

public sealed class SameAnswerTests
{
    private const string Project = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""";

    private const string Shop = """
        using FluentMigrator;
        using MigrationGuard;

        [Migration(1)]
        public sealed class CreateOrders : ForwardOnlyMigration
        {
            public override void Up()
                => Create.Table(Names.Orders).WithColumn("id").AsInt64().PrimaryKey().Identity().WithColumn("state").AsInt32().NotNullable().WithColumn("note").AsString(200);
        }

        [Migration(2)]
        public sealed partial class IndexOrders : Migration
        {
            public override void Up()
            {
                Create.Index("ix_state").OnTable(Names.Orders).OnColumn("state");
        #pragma warning disable MG0101 // the table is small
                Create.Index("ix_note").OnTable(Names.Orders).OnColumn("note");
        #pragma warning restore MG0101
                this.Both("ix_a", "ix_b");
            }

            public override void Down() => Delete.Index("ix_state").OnTable(Names.Orders);
        }

        [Migration(3, TransactionBehavior.None)]
        [AllowFinding("MG0230", Because = "nobody reads it", Until = "2999-01-31")]
        public sealed class DropNote : ForwardOnlyMigration
        {
            public override void Up()
            {
                Delete.Column("note").FromTable(Names.Orders);
                Rename.Column("state").OnTable(Names.Orders).To("status");
                Execute.Sql(@"
                    UPDATE public.orders
                    SET status = 1;
                    ALTER TABLE public.orders ADD CONSTRAINT positive CHECK (status > 0);");
                Execute.Script("Scripts/fill.sql");
                Execute.Sql(System.Environment.MachineName);
            }
        }

        [Migration(3)]
        [System.Diagnostics.CodeAnalysis.SuppressMessage("MigrationGuard.Locking", "MG0101")]
        public sealed class Again : ForwardOnlyMigration
        {
            public override void Up() => Create.Index("ix_again").OnTable(Names.Orders).OnColumn("id");
        }
        """;

    private const string Helpers = """
        using FluentMigrator;

        internal static class Names
        {
            public const string Orders = "or" + "ders";
        }

        internal static class Helper
        {
            public static void Both(this Migration migration, params string[] names)
            {
                foreach (var name in names)
                {
                    migration.Create.Index(name).OnTable(Names.Orders).OnColumn("state");
                }
            }
        }
        """;

    private const string Entities = """
        using Microsoft.EntityFrameworkCore.Infrastructure;
        using Microsoft.EntityFrameworkCore.Migrations;

        public sealed class ShopContext : Microsoft.EntityFrameworkCore.DbContext
        {
        }

        [DbContext(typeof(ShopContext))]
        [Migration("20240101000000_Create")]
        public sealed class Create : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder)
            {
                migrationBuilder.CreateTable("Users", columns: table => new { Id = table.Column<int>(), Name = table.Column<string>(maxLength: 20, nullable: true) });
                migrationBuilder.Sql("UPDATE \"Users\" SET \"Name\" = ''");
            }

            protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("Users");
        }

        [DbContext(typeof(ShopContext))]
        [Migration("20240102000000_Change")]
        public sealed class Change : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder)
            {
                migrationBuilder.AlterColumn<string>("Name", "Users", nullable: false, defaultValue: "", oldClrType: typeof(string), oldNullable: true);
                migrationBuilder.CreateIndex("IX_Users_Name", "Users", "Name");
                migrationBuilder.RenameColumn(
                    name: "Name",
                    table: "Users",
                    newName: "Title");
            }
        }
        """;

    private static readonly string Database = """{ "database": "postgresql", "databaseVersion": 16 }""";

    private static IEnumerable<TestCaseData> Samples()
    {
        yield return Sample("FluentMigrator", ("Shop.cs", Shop), ("Helpers.cs", Helpers));
        yield return Sample("EF Core", ("Entities.cs", Entities));
        yield return Sample("both", ("Shop.cs", Shop), ("Helpers.cs", Helpers), ("Entities.cs", Entities));
    }

    [TestCaseSource(nameof(Samples))]
    public Task On_PostgreSQL_all_hosts_say_the_same(VerifyOptions project) => AssertSameAsync(project.With(Projects.Configuration, Database));

    [TestCaseSource(nameof(Samples))]
    public Task On_SQL_Server_all_hosts_say_the_same(VerifyOptions project)
        => AssertSameAsync(project.With(Projects.Configuration, """{ "database": "sqlserver", "databaseVersion": 2022 }"""));

    [TestCaseSource(nameof(Samples))]
    public Task Without_a_database_all_hosts_say_the_same(VerifyOptions project) => AssertSameAsync(project.With(Projects.Configuration, "{}"));

    [TestCaseSource(nameof(Samples))]
    public Task With_a_state_file_all_hosts_say_the_same(VerifyOptions project) => AssertSameAsync(project.With(Projects.Configuration, Database).With(Projects.State, """
        { "lastReleased": "1", "live": [{ "version": "1.0", "uses": [{ "table": "public.orders", "columns": [{ "column": "id" }, { "column": "note" }, { "column": "state" }] }] }] }
        """));

    [TestCaseSource(nameof(Samples))]
    public Task With_configured_severities_all_hosts_say_the_same(VerifyOptions project) => AssertSameAsync(project.With(Projects.Configuration, Database) with
    {
        EditorConfig = """
            [*.cs]
            dotnet_diagnostic.MG0101.severity = suggestion
            dotnet_diagnostic.MG0210.severity = none
            [Entities.cs]
            dotnet_diagnostic.MG0501.severity = error
            """,
    });

    private static TestCaseData Sample(string name, params (string Name, string Text)[] sources)
    {
        var project = Projects.Unconfigured with { Sources = sources.ToDictionary(source => source.Name, source => source.Text) };
        var named = project.Sources.ContainsKey("Shop.cs") ? project.With("Scripts/fill.sql", "SET lock_timeout = '2s';\nCREATE INDEX ix_fill ON public.orders (id);\n") : project;
        return new TestCaseData(named).SetArgDisplayNames(name);
    }

    private static async Task AssertSameAsync(VerifyOptions project)
    {
        var folder = Directory.CreateTempSubdirectory("migrationguard-");
        try
        {
            foreach (var (name, text) in project.Sources.Concat(project.AdditionalFiles).Append(new("App.csproj", Project)).Append(new(".editorconfig", "root = true\n" + project.EditorConfig)))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.FullName, name))!);
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), text);
            }

            var workspace = await Hosts.WorkspaceAsync(project);
            Assert.That(workspace, Has.Some.Contains("error").Or.Some.Contains("warning"));
            Assert.That(await Hosts.CompilerAsync(project, folder.FullName), Is.EqualTo(workspace), "the compiler, against the workspace");
            Assert.That(await Hosts.ToolAsync(folder.FullName), Is.EqualTo(workspace), "the tool, against the workspace");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
