using MigrationGuard.CodeFixes.Fixes;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests.Fixes;

public sealed class SafeFormFixTests
{
    private const string Before = """Execute.Sql("ALTER TABLE orders ENABLE ROW LEVEL SECURITY");""";

    private const string First = """Execute.Sql("CREATE POLICY everything_until_contract ON orders USING (true);");""";

    private const string Second = """Execute.Sql("ALTER TABLE orders ENABLE ROW LEVEL SECURITY;");""";

    [Test]
    public Task Several_statements_take_the_place_of_one_in_a_block() => VerifyFix<SafeFormFix>.FixAsync(
        Projects.Migration(Before), Projects.Migration(First + "\n" + Second), Fixing.OnPostgreSql("MG0240"));

    [TestCase("if (true)\n    STATEMENT")]
    [TestCase("if (false)\n    Execute.Sql(\"SELECT 1\");\nelse\n    STATEMENT")]
    [TestCase("foreach (var one in new[] { 1 })\n    STATEMENT")]
    public Task Nothing_is_offered_where_only_the_first_of_them_would_be_under_the_condition(string code) => VerifyFix<SafeFormFix>.NothingAsync(
        Projects.Migration(code.Replace("STATEMENT", Before, StringComparison.Ordinal)), Fixing.OnPostgreSql("MG0240"));

    [Test]
    public Task Rows_that_are_there_get_the_default_too() => VerifyFix<SafeFormFix>.FixAsync(
        Projects.Migration("""Create.Column("source").OnTable("orders").AsString(20).Nullable().WithDefaultValue("web");"""),
        Projects.Migration("""Execute.Sql("ALTER TABLE dbo.orders ADD source nvarchar(20) CONSTRAINT DF_orders_source DEFAULT N'web' WITH VALUES;");"""),
        Fixing.In(Projects.Enterprise, "MG0290"));

    [Test]
    public Task A_default_of_ef_core_gets_a_name() => VerifyFix<SafeFormFix>.FixAsync(
        Projects.EntityFramework("""migrationBuilder.AddColumn<bool>("paid", "orders", nullable: false, defaultValue: false);"""),
        Projects.EntityFramework("""migrationBuilder.Sql("ALTER TABLE orders ADD paid bit NOT NULL CONSTRAINT DF_orders_paid DEFAULT CAST(0 AS bit);");"""),
        Fixing.In(Projects.Enterprise, "MG0821"));

    [TestCase("ADD CHECK (total > 0) NOT VALID", "ADD CONSTRAINT orders_check CHECK (total > 0) NOT VALID")]
    [TestCase("ADD UNIQUE (number)", "ADD CONSTRAINT orders_number_key UNIQUE (number)")]
    [TestCase("ADD FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID", "ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID")]
    public Task A_constraint_gets_the_name_that_the_server_would_choose(string before, string after) => VerifyFix<SafeFormFix>.FixAsync(
        Projects.Migration($"""Execute.Sql("ALTER TABLE orders {before}");"""), Projects.Migration($"""Execute.Sql("ALTER TABLE orders {after};");"""), Fixing.OnPostgreSql("MG0821"));

    [Test]
    public Task What_takes_other_locks_gets_a_migration_of_its_own() => VerifyFix<SafeFormFix>.FixAsync(
        Projects.Migration("""Execute.Sql("CREATE TABLE t (a bigint PRIMARY KEY CONSTRAINT t_a_fkey REFERENCES users (id), b bigint CONSTRAINT t_b_fkey REFERENCES orders (id))");"""),
        Projects.Migration(""""
            Execute.Sql("""
                CREATE TABLE t (
                    a bigint PRIMARY KEY,
                    b bigint
                );
                """);
            """"),
        Fixing.OnPostgreSql("MG0137") with
        {
            Added = new Dictionary<string, string>
            {
                ["M1Next.cs"] = Next("M1Next", 2, "a", "users"),
                ["M1Next2.cs"] = Next("M1Next2", 3, "b", "orders"),
            },
        });

    [Test]
    public Task Nothing_is_offered_where_what_is_dropped_later_must_be_gone_before() => VerifyFix<SafeFormFix>.NothingAsync(
        Projects.Migration("""
            Execute.Sql("CREATE TABLE a (id bigint PRIMARY KEY)");
            Execute.Sql("DROP TABLE t");
            """) + "\n" + Projects.Migration("""
            Execute.Sql("CREATE TABLE t (a bigint PRIMARY KEY REFERENCES users (id), b bigint REFERENCES orders (id))");
            """, version: 0).Replace("using FluentMigrator;\nusing MigrationGuard;\n", "", StringComparison.Ordinal),
        Fixing.In(Projects.Unconfigured.With(Projects.Configuration, """{ "database": "postgresql", "databaseVersion": 16, "baseline": "0" }"""), "MG0136"));

    private static string Next(string name, int version, string column, string table) => $$"""
        using FluentMigrator;
        using MigrationGuard;

        [Migration({{version}})]
        public class {{name}} : Migration
        {
            public override void Up()
            {
                Execute.Sql("ALTER TABLE t ADD CONSTRAINT t_{{column}}_fkey FOREIGN KEY ({{column}}) REFERENCES {{table}} (id);");
            }

            public override void Down()
            {
                Execute.Sql("ALTER TABLE t DROP CONSTRAINT t_{{column}}_fkey;");
            }
        }

        """;
}
