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

    private const string Customers = """Create.Table("customers").WithColumn("id").AsInt64().PrimaryKey("pk_customers");""";

    [TestCase("""Create.Table("orders").WithColumn("id").AsInt64().PrimaryKey("pk").WithColumn("customer_id").TYPE.ForeignKey("fk", "customers", "id");""")]
    [TestCase("""
        Create.Table("orders").WithColumn("id").AsInt64().PrimaryKey("pk").WithColumn("customer_id").TYPE.Nullable();
        Create.ForeignKey("fk").FromTable("orders").ForeignColumn("customer_id").ToTable("customers").PrimaryColumn("id");
        """)]
    public Task A_foreign_key_gets_the_type_of_the_key(string code) => VerifyFix<ColumnTypeFix>.FixAsync(
        Projects.Migration(Customers + "\n" + code.Replace("TYPE", "AsInt32()", StringComparison.Ordinal)),
        Projects.Migration(Customers + "\n" + code.Replace("TYPE", "AsInt64()", StringComparison.Ordinal)),
        Fixing.OnPostgreSql("MG0804"));

    [Test]
    public Task A_foreign_key_of_ef_core_gets_the_type_of_the_key() => VerifyFix<ColumnTypeFix>.FixAsync(
        EntityFrameworkKey("int", "integer"), EntityFrameworkKey("long", "bigint"), Fixing.OnPostgreSql("MG0804"));

    [TestCase("AsCustom(\"json\")", "AsCustom(\"jsonb\")")]
    [TestCase("AsDateTime()", "AsDateTimeOffset()")]
    [TestCase("AsCurrency()", "AsDecimal(19, 2)")]
    public Task A_type_that_is_regretted_later_is_replaced(string before, string after) => VerifyFix<ColumnTypeFix>.FixAsync(
        Projects.Migration($"""Create.Table("t").WithColumn("id").AsInt64().PrimaryKey("pk").WithColumn("c").{before}.Nullable();"""),
        Projects.Migration($"""Create.Table("t").WithColumn("id").AsInt64().PrimaryKey("pk").WithColumn("c").{after}.Nullable();"""),
        Fixing.OnPostgreSql("MG0820"));

    [Test]
    public Task A_moment_of_ef_core_gets_its_zone() => VerifyFix<ColumnTypeFix>.FixAsync(
        Projects.EntityFramework("""migrationBuilder.AddColumn<System.DateTime>(name: "at", table: "users", type: "timestamp without time zone", nullable: true);"""),
        Projects.EntityFramework("""migrationBuilder.AddColumn<System.DateTime>(name: "at", table: "users", type: "timestamp with time zone", nullable: true);"""),
        Fixing.OnPostgreSql("MG0820"));

    [Test]
    public Task A_limit_that_would_become_a_check_is_left() => VerifyFix<ColumnTypeFix>.NothingAsync(
        Projects.Migration("""Create.Table("t").WithColumn("id").AsInt64().PrimaryKey("pk").WithColumn("c").AsString(9).Nullable().WithColumn("at").AsDateTime();"""),
        Fixing.OnPostgreSql("MG0820"));

    [TestCase("[Phase(Phase.Expand)]", "Delete.Column(\"age\").FromTable(\"users\");", "[Phase(Phase.Contract)]")]
    [TestCase("[Phase(Phase.Contract)]", "Create.Column(\"age\").OnTable(\"users\").AsInt32().Nullable();", null)]
    [TestCase("// migrationguard: phase migrate", "Delete.Column(\"age\").FromTable(\"users\");", "// migrationguard: phase contract")]
    [TestCase("// migrationguard: phase contract", "Create.Column(\"age\").OnTable(\"users\").AsInt32().Nullable();", null)]
    public Task The_phase_is_declared_as_it_is(string declared, string code, string? after) => VerifyFix<PhaseFix>.FixAsync(
        Projects.Migration(code, "\n" + declared), Projects.Migration(code, after is null ? "" : "\n" + after), Fixing.OnPostgreSql("MG0702"));

    [Test]
    public Task A_finding_is_allowed_for_a_reason_that_somebody_must_write() => VerifyFix<AllowFindingFix>.FixAsync(
        Projects.Migration("""Create.Index("i").OnTable("users").OnColumn("email").Ascending();"""),
        Projects.Migration("""Create.Index("i").OnTable("users").OnColumn("email").Ascending();""", """

            [AllowFinding("MG0101", Because = /* why it is safe here */)]
            """),
        Fixing.OnPostgreSql("MG0101") with { Excuses = ["CS1525"], Least = DiagnosticSeverity.Error });

    private static string EntityFrameworkKey(string type, string column) => Projects.EntityFramework($$"""
        migrationBuilder.CreateTable(
            name: "customers",
            columns: table => new { Id = table.Column<long>(type: "bigint", nullable: false) },
            constraints: table => table.PrimaryKey("pk_customers", x => x.Id));
        migrationBuilder.CreateTable(
            name: "orders",
            columns: table => new
            {
                Id = table.Column<long>(type: "bigint", nullable: false),
                Customer = table.Column<{{type}}>(name: "customer_id", type: "{{column}}", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk", x => x.Id);
                table.ForeignKey("fk", x => x.Customer, "customers", "Id");
            });
        """);

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
