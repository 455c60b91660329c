using MigrationGuard.Cli.Tests.Support;

namespace MigrationGuard.Cli.Tests.Commands;

public sealed class CheckCodeTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net8.0</TargetFramework>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="FluentMigrator.Runner.Postgres" Version="8.0.1" />
          </ItemGroup>
        </Project>
        """;

    private const string Index = "Create.Index(\"ix_{0}\").OnTable(\"orders\").OnColumn(\"state\");";

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _folder.Write("app/App.csproj", Project);
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("app")]
    [TestCase("app/App.csproj")]
    [TestCase("App.sln")]
    [TestCase("App.slnx")]
    [TestCase("app/Migrations/M1.cs")]
    [TestCase("app/**/*.cs")]
    public void A_danger_is_found_in_whatever_names_the_project(string argument)
    {
        _folder.Write("App.sln", "Project(\"{FAE04EC0}\") = \"App\", \"app\\App.csproj\", \"{1}\"\r\nEndProject\r\n");
        _folder.Write("App.slnx", "<Solution><Project Path=\"app/App.csproj\" /></Solution>");
        Migration(1, Index);
        var outcome = Check(argument);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.No), outcome.Error);
        Assert.That(outcome.Output, Does.Contain("app/Migrations/M1.cs(8,16): error MG0101").And.Contain("for PostgreSQL 12"));
    }

    [Test]
    public void The_line_of_the_call_is_shown_and_marked()
    {
        Migration(1, Index);
        Assert.That(Check("app").Output, Does.Contain("""
              8 |         Create.Index("ix_1").OnTable("orders").OnColumn("state");
                |                ^^^^^^^^^^^^^
            """));
    }

    [Test]
    public void Only_what_is_named_is_judged_and_the_rest_of_the_project_is_known()
    {
        Migration(1, "Create.Table(\"orders\").WithColumn(\"state\").AsInt32().NotNullable();");
        Migration(2, "Delete.Column(\"state\").FromTable(\"orders\");");
        var outcome = Check("app/Migrations/M2.cs");
        Assert.That(outcome.Output, Does.Contain("M2.cs(8,16): error MG0230").And.Not.Contain("M1.cs"));
        Assert.That(outcome.Output, Does.Contain("2 migrations for"));
    }

    [Test]
    public void Constants_helpers_and_bases_are_followed_into_projects_that_are_referenced()
    {
        _folder.Write("shared/Shared.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        _folder.Write("shared/Names.cs", "namespace Shared; public static class Names { public const string Orders = \"orders_of_\" + \"2024\"; }");
        _folder.Write("app/App.csproj", Project.Replace("<PackageReference", "<ProjectReference Include=\"..\\shared\\Shared.csproj\" /><PackageReference", StringComparison.Ordinal));
        Migration(1, "Create.Index(\"ix\").OnTable(Shared.Names.Orders).OnColumn(\"state\");");
        Assert.That(Check("app").Output, Does.Contain("on public.orders_of_2024 waits"));
    }

    [Test]
    public void A_framework_that_is_built_beside_its_users_is_known_by_its_name()
    {
        _folder.Write("lib/FluentMigrator.Abstractions.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        _folder.Write("lib/Migration.cs", "namespace FluentMigrator; public abstract class Migration { public abstract void Up(); } public class MigrationAttribute(long version) : System.Attribute;");
        _folder.Write("app/App.csproj", Project.Replace("<PackageReference", "<ProjectReference Include=\"..\\lib\\FluentMigrator.Abstractions.csproj\" /><PackageReference", StringComparison.Ordinal));
        Migration(1, Index);
        Assert.That(Check("app").Output, Does.Contain("M1.cs(8,16): error MG0101"));
    }

    [Test]
    public void What_is_removed_behind_the_project_is_no_part_of_it()
    {
        _folder.Write("Directory.Build.props", "<Project><PropertyGroup><Now>true</Now></PropertyGroup></Project>");
        _folder.Write("app/Directory.Build.props", "<Project><Import Project=\"$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))\" /></Project>");
        _folder.Write("Directory.Build.targets", "<Project><ItemGroup Condition=\"'$(Now)' == 'true'\"><Compile Remove=\"Migrations/M2*\" Condition=\"'$(Later)' != 'true'\" /></ItemGroup></Project>");
        Migration(1, Index);
        Migration(2, Index);
        Assert.That(Check("app").Output, Does.Contain("M1.cs").And.Not.Contain("M2.cs"));
    }

    [Test]
    public void Symbols_of_the_project_choose_the_side_of_an_if()
    {
        _folder.Write("app/App.csproj", Project.Replace("</TargetFramework>", "</TargetFramework><DefineConstants>$(DefineConstants);ONLINE</DefineConstants>", StringComparison.Ordinal));
        Migration(1, "\n#if ONLINE && DEBUG && NET8_0\n// nothing\n#else\nCreate.Index(\"ix\").OnTable(\"orders\").OnColumn(\"state\");\n#endif\n");
        Assert.That(Check("app").Output, Does.Not.Contain("MG0101"));
    }

    [Test]
    public void What_another_build_would_do_is_said_once_for_a_file_and_judged_when_that_build_is_named()
    {
        Migration(1, "\n#if !DEBUG\n" + Index + "\n" + Index + "\n#endif\n");
        var debug = Check("app");
        Assert.That((debug.Code, debug.Error), Is.EqualTo((ExitCode.Yes,
            "migrationguard: app/Migrations/M1.cs(10,1): what stands under #if !DEBUG is no part of a Debug build and was not judged; --build-configuration chooses another build\n")));
        var release = Check("app", "--build-configuration", "Release");
        Assert.That((release.Code, release.Error), Is.EqualTo((ExitCode.No, "")));
        Assert.That(release.Output, Does.Contain("M1.cs(10,8): error MG0101"));
    }

    [Test]
    public void The_configuration_of_the_build_decides_conditions_and_symbols()
    {
        _folder.Write("app/App.csproj", Project.Replace("</PropertyGroup>", "</PropertyGroup><PropertyGroup Condition=\"'$(Configuration)' == 'Load-Test'\"><DefineConstants>LOAD</DefineConstants></PropertyGroup>", StringComparison.Ordinal));
        Migration(1, "\n#if LOAD && LOAD_TEST && !DEBUG\n" + Index + "\n#endif\n");
        Assert.That(Check("app", "--build-configuration", "Load-Test").Output, Does.Contain("error MG0101"));
    }

    [Test]
    public void A_script_that_a_migration_names_is_judged_there_and_not_once_more()
    {
        _folder.Write("app/Scripts/index.sql", "CREATE INDEX ix ON orders (state);");
        _folder.Write("app/bin/Debug/net8.0/Scripts/index.sql", "CREATE INDEX ix ON orders (state);");
        Migration(1, "Execute.Script(\"Scripts/index.sql\");");
        var outcome = Check("app");
        Assert.That(outcome.Output, Does.Contain("app/Scripts/index.sql(1,1): error MG0101").And.Not.Contain("bin/"));
        Assert.That(outcome.Output.Split("error MG0101"), Has.Length.EqualTo(2));
        Assert.That(outcome.Output, Does.Contain("CREATE INDEX ix ON orders (state) (app/Scripts/index.sql)"));
    }

    [Test]
    public void The_newest_released_migration_is_named_by_version_or_by_version_and_name([Values("2", "2_M2")] string since)
    {
        Migration(1, Index);
        Migration(2, Index);
        Migration(3, Index);
        var outcome = Check("app", "--since", since);
        Assert.That(outcome.Output, Does.Contain("M3.cs(8,16): error MG0101").And.Not.Contain("M1.cs(").And.Not.Contain("M2.cs("));
        Assert.That(outcome.Output, Does.Contain("(4 released before)"));
    }

    [Test]
    public void A_newest_migration_that_is_none_is_refused()
    {
        Migration(1, Index);
        var outcome = Check("app", "--since", "20240101_None");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage, "migrationguard: --since: no migration is called \"20240101_None\"; nearest are \"1_M1\"\n")));
    }

    [Test]
    public void The_nearest_state_file_counts_as_in_the_compiler()
    {
        Migration(1, Index);
        Migration(2, Index);
        _folder.Write("migrationguard.state.json", """{ "live": [], "lastReleased": "1" }""");
        Assert.That(Check("app").Output, Does.Contain("M2.cs(8,16): error MG0101").And.Not.Contain("M1.cs("));
    }

    [Test]
    public async Task A_class_of_which_a_part_changed_since_a_commit_is_judged()
    {
        Migration(1, Index);
        _folder.Write("app/Migrations/M2.cs", Source(2, Index).Replace("sealed class", "sealed partial class", StringComparison.Ordinal));
        _folder.Write("app/Migrations/M2.Down.cs", "public sealed partial class M2 { }");
        await Git("init", "-q");
        await Git("add", ".");
        await Git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "a");
        _folder.Write("app/Migrations/M2.Down.cs", "public sealed partial class M2 { private int _changed; }");
        Migration(3, Index);
        Assert.That(Check("app", "--git-diff", "HEAD").Output, Does.Contain("M2.cs(8,16): error MG0101").And.Contain("M3.cs(8,16): error MG0101").And.Not.Contain("M1.cs("));
    }

    [Test]
    public void Contexts_of_EF_Core_have_histories_of_their_own_and_their_annotations_tell_the_product()
    {
        _folder.Write("ef/Shop/20240101000000_A.cs", Entity("ShopContext", "20240101000000_A", "SqlServer:Identity"));
        _folder.Write("ef/Log/20240101000000_A.cs", Entity("LogContext", "20240101000000_A", "Npgsql:ValueGenerationStrategy").Replace("class A ", "class B ", StringComparison.Ordinal));
        var outcome = Check("ef");
        Assert.That(outcome.Output, Does.Contain("2 migrations for").And.Contain("PostgreSQL 12 to").And.Contain("SQL Server 2016").And.Not.Contain("MG0701").And.Not.Contain("MG0901"));
    }

    [Test]
    public void Histories_of_two_projects_are_apart()
    {
        Migration(1, Index);
        _folder.Write("other/Other.csproj", Project.Replace("Postgres", "SqlServer", StringComparison.Ordinal));
        _folder.Write("other/M1.cs", Source(1, "Create.Index(\"ix\").OnTable(\"orders\").OnColumn(\"state\");"));
        var outcome = Check(".");
        Assert.That(outcome.Output, Does.Contain("for PostgreSQL 12 to PostgreSQL 18; SQL Server").And.Not.Contain("MG0701"));
    }

    [Test]
    public void Versions_that_are_the_same_are_found_in_one_file_and_across_folders()
    {
        _folder.Write("app/Migrations/M1.cs", Source(1, "Create.Sequence(\"a\");") + Source(1, "Create.Sequence(\"b\");").Replace("M1", "Twin", StringComparison.Ordinal)["using FluentMigrator;\n".Length..]);
        _folder.Write("app/Other/M2.cs", Source(1, "Create.Sequence(\"c\");").Replace("M1", "Zero", StringComparison.Ordinal));
        var outcome = Check("app");
        Assert.That(outcome.Output, Does.Contain("applies only one of M1 (app/Migrations/M1.cs) and Twin (app/Migrations/M1.cs)").And.Contain("applies only one of M1 (app/Migrations/M1.cs) and Zero (app/Other/M2.cs)"));
    }

    [Test]
    public void A_pragma_a_suppression_and_a_configured_severity_count_as_in_the_compiler()
    {
        Migration(1, "\n#pragma warning disable MG0101\n" + Index + "\n#pragma warning restore MG0101\n");
        _folder.Write("app/Migrations/M2.cs", Source(2, Index).Replace("public override void Up", "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"MigrationGuard.Locking\", \"MG0101\")] public override void Up", StringComparison.Ordinal));
        Migration(3, Index);
        _folder.Write(".editorconfig", "root = true\n[*M3.cs]\ndotnet_diagnostic.MG0101.severity = suggestion\n");
        _folder.Write(".globalconfig", "is_global = true\ndotnet_diagnostic.MG0501.severity = error\n");
        var outcome = Check("app");
        Assert.That(outcome.Output, Does.Not.Contain("error MG0101").And.Not.Contain("M1.cs(10,16): info MG0101").And.Not.Contain("M2.cs(8,16): info MG0101"));
        Assert.That(outcome.Output, Does.Contain("M3.cs(8,16): info MG0101").And.Contain("M3.cs(8,16): error MG0501"));
    }

    [TestCase("<NoWarn>$(NoWarn);MG0501</NoWarn>", "")]
    [TestCase("<WarningsAsErrors>MG0501</WarningsAsErrors>", "error MG0501")]
    [TestCase("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", "error MG0501")]
    [TestCase("<MigrationGuardPreset>strict</MigrationGuardPreset>", "error MG0501")]
    public void What_the_project_says_about_warnings_counts(string property, string expected)
    {
        _folder.Write("app/App.csproj", Project.Replace("</TargetFramework>", "</TargetFramework>" + property, StringComparison.Ordinal));
        Migration(1, Index);
        var lines = Check("app").Output.Split('\n').Where(line => line.Contains("MG0501", StringComparison.Ordinal));
        Assert.That(lines, expected.Length == 0 ? Is.Empty : Is.Not.Empty.And.All.Contain(expected));
    }

    [Test]
    public void A_database_that_nothing_names_is_asked_for_once()
    {
        _folder.Write("app/App.csproj", Project.Replace("FluentMigrator.Runner.Postgres", "FluentMigrator", StringComparison.Ordinal));
        Migration(1, Index);
        Migration(2, Index);
        var outcome = Check("app");
        Assert.That(outcome.Output.Split("MG0901"), Has.Length.EqualTo(2));
        Assert.That(outcome.Output, Does.Contain("app/Migrations/M1.cs(1,1): warning MG0901"));
    }

    [Test]
    public void A_call_that_is_not_understood_leaves_the_check_undecided()
    {
        Migration(1, "Execute.Sql(System.IO.File.ReadAllText(\"x\"));");
        Assert.That(Check("app").Code, Is.EqualTo(ExitCode.Unknown));
        Assert.That(Check("app", "--unknown", "warn").Code, Is.EqualTo(ExitCode.Yes));
    }

    [TestCase("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>")]
    [TestCase("<WarningsAsErrors>MG0900</WarningsAsErrors>")]
    [TestCase("<MigrationGuardPreset>strict</MigrationGuardPreset>")]
    public void A_call_that_is_not_understood_stays_undecided_where_warnings_are_errors(string property)
    {
        _folder.Write("app/App.csproj", Project.Replace("</TargetFramework>", "</TargetFramework>" + property, StringComparison.Ordinal));
        Migration(1, "Execute.Sql(\"SET lock_timeout = '2s'\"); Execute.Sql(System.IO.File.ReadAllText(\"x\"));");
        var outcome = Check("app");
        Assert.That((outcome.Code, outcome.Output.Contains("error MG0900", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Unknown, true)), outcome.Output);
        Assert.That(Check("app", "--unknown", "warn").Code, Is.EqualTo(ExitCode.Yes));
        Migration(2, Index);
        Assert.That(Check("app").Code, Is.EqualTo(ExitCode.No));
    }

    [Test]
    public void What_does_not_compile_is_read_as_far_as_it_can_be_and_said_once()
    {
        Migration(1, "Create.Index(\"broken\"\n" + Index);
        Migration(2, Index);
        var outcome = Check("app");
        Assert.That(outcome.Output, Does.Contain("M2.cs(8,16): error MG0101"));
        Assert.That(outcome.Error, Does.Match(@"^migrationguard: app/Migrations/M1\.cs\(\d+,\d+\): error CS\d+: [^\n]*; what can be read is checked\n$"));
    }

    [Test]
    public void A_project_file_that_is_no_XML_is_said_and_the_others_are_checked()
    {
        _folder.Write("app/App.csproj", "<Project>\n<oops\n</Project>");
        Migration(1, Index);
        _folder.Write("db/1.sql", "SELECT 1;");
        var outcome = Check(".", "--database", "postgresql");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.StartWith("migrationguard: app/App.csproj: is no project file: line 3 is no XML"));
        Assert.That(outcome.Output, Does.Contain("db/1.sql"));
    }

    [Test]
    public void A_project_that_knows_the_framework_only_through_a_package_of_the_company_is_read()
    {
        _folder.Write("app/App.csproj", Project.Replace("FluentMigrator.Runner.Postgres", "Company.Data", StringComparison.Ordinal));
        _folder.Write("app/Change.cs", "using Company.Data; [Version(1)] class Change : SchemaChange { public override void Up() { Create.Index(\"ix\").OnTable(\"orders\").OnColumn(\"state\"); } }");
        Assert.That(Check("app", "--database", "postgresql").Output, Does.Contain("app/Change.cs(1,99): error MG0101"));
    }

    [Test]
    public void A_project_without_migrations_is_said()
    {
        _folder.Write("app/Program.cs", "System.Console.WriteLine();");
        var outcome = Check("app");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage, "migrationguard: no migrations: there is no .sql file and no class that FluentMigrator or EF Core runs to check in app\n")));
    }

    [Test]
    public void A_file_that_is_no_text_is_refused_and_one_that_is_not_UTF_8_is_read_and_said()
    {
        _folder.Write("app/Binary.cs", [1, 0, 2, 0, 0, 3]);
        _folder.Write("app/Migrations/M1.cs", System.Text.Encoding.Latin1.GetBytes(Source(1, Index) + "// straße"));
        var outcome = Check("app");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.No));
        Assert.That(outcome.Error, Does.Contain("app/Binary.cs: is not a text file").And.Contain("app/Migrations/M1.cs: is not UTF-8"));
    }

    [TestCase("json", "\"path\": \"app/Migrations/M1.cs\"")]
    [TestCase("sarif", "\"uri\": \"app/Migrations/M1.cs\"")]
    [TestCase("junit", "file=\"app/Migrations/M1.cs\"")]
    [TestCase("markdown", "```csharp\nIndex(\"ix_1\")\n```")]
    [TestCase("github", "::error file=app/Migrations/M1.cs,line=8,col=16,title=MG0101")]
    public void Every_report_shows_the_place_in_the_source(string output, string expected)
    {
        Migration(1, Index);
        Assert.That(Check("app", "--output", output).Output, Does.Contain(expected));
    }

    [Test]
    public void The_json_report_keeps_to_its_schema()
    {
        _folder.Write("app/Scripts/index.sql", "CREATE INDEX ix ON orders (state);");
        Migration(1, "Execute.Script(\"Scripts/index.sql\");");
        var output = Check("app", "--output", "json").Output;
        Assert.That(new JsonSchema("check.schema.json").Errors(output), Is.Empty);
        Assert.That(output, Does.Contain("\"path\": \"app/Scripts/index.sql\""));
    }

    private void Migration(int version, string up) => _folder.Write($"app/Migrations/M{version}.cs", Source(version, up));

    private static string Source(int version, string up) => $$"""
        using FluentMigrator;

        [Migration({{version}})]
        public sealed class M{{version}} : Migration
        {
            public override void Up()
            {
                {{up.Replace("{0}", version.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)}}
            }

            public override void Down()
            {
            }
        }

        """;

    private static string Entity(string context, string id, string annotation) => $$"""
        using Microsoft.EntityFrameworkCore.Infrastructure;
        using Microsoft.EntityFrameworkCore.Migrations;

        [DbContext(typeof({{context}}))]
        [Migration("{{id}}")]
        public sealed class A : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder)
                => migrationBuilder.CreateTable("t", table => new { Id = table.Column<int>().Annotation("{{annotation}}", 1) });
        }
        """;

    private async Task Git(params string[] arguments)
    {
        using var git = System.Diagnostics.Process.Start("git", ["-C", _folder.Path, .. arguments]);
        await git.WaitForExitAsync();
        Assert.That(git.ExitCode, Is.Zero);
    }

    private Outcome Check(params string[] arguments) => InProcess.Run(_folder, ["check", .. arguments]);
}
