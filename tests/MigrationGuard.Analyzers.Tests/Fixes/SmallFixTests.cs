using Microsoft.CodeAnalysis;
using MigrationGuard.CodeFixes.Fixes;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests.Fixes;

/// <summary>Fixes that change a word or two.</summary>
public sealed class SmallFixTests
{
    [TestCase("""Create.Column("age").OnTable("users").AsInt32();""", """Create.Column("age").OnTable("users").AsInt32().Nullable();""", NullabilityFix.NullableTitle, "MG0214")]
    [TestCase("""Create.Column("age").OnTable("users").AsInt32();""", """Create.Column("age").OnTable("users").AsInt32().WithDefaultValue(0);""", NullabilityFix.DefaultTitle, "MG0214")]
    [TestCase("""Create.Column("name").OnTable("users").AsString(9).NotNullable();""", """Create.Column("name").OnTable("users").AsString(9).Nullable();""", NullabilityFix.NullableTitle, "MG0201")]
    [TestCase("""Create.Column("name").OnTable("users").AsString(9).NotNullable();""", """Create.Column("name").OnTable("users").AsString(9).WithDefaultValue("").NotNullable();""", NullabilityFix.DefaultTitle, "MG0201")]
    [TestCase("""Alter.Table("users").AddColumn("a").AsInt32().Nullable().AddColumn("b").AsInt64();""", """Alter.Table("users").AddColumn("a").AsInt32().Nullable().AddColumn("b").AsInt64().Nullable();""", NullabilityFix.NullableTitle, "MG0214")]
    public Task Fluent_migrator_says_what_a_new_column_may_be(string before, string after, string title, string id)
        => VerifyFix<NullabilityFix>.FixAsync(Projects.Migration(before), Projects.Migration(after), Fixing.OnPostgreSql(id) with { Title = title });

    [TestCase("""migrationBuilder.AddColumn<int>("age", "users", nullable: false);""", """migrationBuilder.AddColumn<int>("age", "users", nullable: true);""", NullabilityFix.NullableTitle)]
    [TestCase("""migrationBuilder.AddColumn<int>("age", "users");""", """migrationBuilder.AddColumn<int>("age", "users", nullable: true);""", NullabilityFix.NullableTitle)]
    [TestCase("""migrationBuilder.AddColumn<int>("age", "users");""", """migrationBuilder.AddColumn<int>("age", "users", defaultValue: 0);""", NullabilityFix.DefaultTitle)]
    public Task Ef_core_says_what_a_new_column_may_be(string before, string after, string title)
        => VerifyFix<NullabilityFix>.FixAsync(Projects.EntityFramework(before), Projects.EntityFramework(after), Fixing.OnPostgreSql("MG0201") with { Title = title });

    [TestCase("""migrationBuilder.AddColumn<int>("age", "users", "integer", null, null, false, null, false);""", """migrationBuilder.AddColumn<int>("age", "users", "integer", null, null, false, null, true);""", NullabilityFix.NullableTitle)]
    [TestCase("""migrationBuilder.AddColumn<int>("age", "users", "integer", null, null, false, null, false, null);""", """migrationBuilder.AddColumn<int>("age", "users", "integer", null, null, false, null, false, 0);""", NullabilityFix.DefaultTitle)]
    [TestCase("""migrationBuilder.AddColumn<int>("age", "users", "integer", null, null, false, null, false, null, null, null, null, "how old");""", """migrationBuilder.AddColumn<int>("age", "users", "integer", null, null, false, null, true, null, null, null, null, "how old");""", NullabilityFix.NullableTitle)]
    public Task Arguments_of_ef_core_count_by_their_place(string before, string after, string title)
        => VerifyFix<NullabilityFix>.FixAsync(Projects.EntityFramework(before), Projects.EntityFramework(after), Fixing.OnPostgreSql("MG0201") with { Title = title });

    [Test]
    public Task All_columns_of_a_file_are_mended_at_once() => VerifyFix<NullabilityFix>.FixAllAsync(
        Projects.Migration("""
            Create.Column("a").OnTable("users").AsInt32();
            Create.Column("b").OnTable("users").AsInt32();
            """),
        Projects.Migration("""
            Create.Column("a").OnTable("users").AsInt32().Nullable();
            Create.Column("b").OnTable("users").AsInt32().Nullable();
            """),
        Fixing.OnPostgreSql("MG0214") with { Title = NullabilityFix.NullableTitle });

    [Test]
    public Task A_numbered_key_becomes_a_bigint() => VerifyFix<ColumnTypeFix>.FixAsync(
        Projects.Migration("""Create.Table("t").WithColumn("n").AsInt32().WithColumn("id").AsInt32().PrimaryKey().Identity();"""),
        Projects.Migration("""Create.Table("t").WithColumn("n").AsInt32().WithColumn("id").AsInt64().PrimaryKey().Identity();"""),
        Fixing.OnPostgreSql("MG0803"));

    [Test]
    public Task A_numbered_key_of_ef_core_becomes_a_bigint() => VerifyFix<ColumnTypeFix>.FixAsync(
        EntityFrameworkTable("int", "int"),
        EntityFrameworkTable("long", "bigint"),
        Fixing.In(Projects.SqlServer, "MG0803"));

    [Test]
    public Task Json_becomes_jsonb() => VerifyFix<ColumnTypeFix>.FixAsync(
        Projects.Migration("""Create.Column("j").OnTable("users").AsCustom("json").Nullable();"""),
        Projects.Migration("""Create.Column("j").OnTable("users").AsCustom("jsonb").Nullable();"""),
        Fixing.OnPostgreSql("MG0202"));

    [Test]
    public Task Json_of_ef_core_becomes_jsonb() => VerifyFix<ColumnTypeFix>.FixAsync(
        Projects.EntityFramework("""migrationBuilder.AddColumn<string>(name: "j", table: "users", type: "json", nullable: true);"""),
        Projects.EntityFramework("""migrationBuilder.AddColumn<string>(name: "j", table: "users", type: "jsonb", nullable: true);"""),
        Fixing.OnPostgreSql("MG0202"));

    [Test]
    public Task A_finding_is_allowed_for_a_reason_that_somebody_must_write() => VerifyFix<AllowFindingFix>.FixAsync(
        Projects.Migration("""Create.Index("i").OnTable("users").OnColumn("email").Ascending();"""),
        Projects.Migration("""Create.Index("i").OnTable("users").OnColumn("email").Ascending();""", """

            [AllowFinding("MG0101", Because = /* why it is safe here */)]
            """),
        Fixing.OnPostgreSql("MG0101") with { Excuses = ["CS1525"], Least = DiagnosticSeverity.Error });

    private static string EntityFrameworkTable(string type, string column) => Projects.EntityFramework($$"""
        migrationBuilder.CreateTable(
            name: "t",
            columns: table => new
            {
                Id = table.Column<{{type}}>(type: "{{column}}", nullable: false)
                    .Annotation("SqlServer:Identity", "1, 1"),
                N = table.Column<int>(type: "int", nullable: false),
            },
            constraints: table => table.PrimaryKey("pk", x => x.Id));
        """);
}
