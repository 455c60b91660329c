using Microsoft.CodeAnalysis.CSharp;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests;

public sealed class StepAnalyzerTests
{
    private const string Index = """Create.Index("ix").OnTable("orders").OnColumn("customer_id");""";
    private const string MarkedIndex = """Create.{|MG0101:Index("ix")|}.OnTable("orders").OnColumn("customer_id");""";

    [Test]
    public Task A_dangerous_step_is_reported_where_it_stands()
        => Verify<StepAnalyzer>.DiagnosticsAsync(Projects.Migration(MarkedIndex), Projects.PostgreSql.Only("MG0101"));

    [Test]
    public Task The_message_says_what_happens_and_what_to_do_with_the_names_of_the_user()
        => Verify<StepAnalyzer>.DiagnosticsAsync(
            Projects.Migration(MarkedIndex),
            Projects.PostgreSql.Only("MG0101") with { Message = "orders" });

    [Test]
    public Task A_step_is_shown_with_its_phase()
        => Verify<StepAnalyzer>.DiagnosticsAsync(
            Projects.Migration("""Delete.{|MG0905:Column("note")|}.FromTable("orders");"""), Projects.PostgreSql.Only("MG0905") with { Message = "contract: ACCESS EXCLUSIVE on" });

    [Test]
    public Task Sql_in_a_string_is_reported_at_the_sql()
        => Verify<StepAnalyzer>.DiagnosticsAsync(
            Projects.Migration(""""
                Execute.Sql("""
                    SET lock_timeout = '1s';
                    {|MG0101:CREATE INDEX ix ON orders (customer_id)|};
                    """);
                """"),
            Projects.PostgreSql.Only("MG0101"));

    [Test]
    public Task A_script_is_reported_in_its_own_file()
        => Verify<StepAnalyzer>.DiagnosticsAsync(
            Projects.Migration("""Execute.EmbeddedScript("Shop.Scripts.index.sql");"""),
            Projects.PostgreSql.Only("MG0101").With("Scripts/index.sql", "\n{|MG0101:CREATE INDEX ix ON orders (customer_id)|};\n"));

    [Test]
    public Task What_a_base_class_does_for_several_migrations_is_said_once()
        => Verify<StepAnalyzer>.DiagnosticsAsync(
            """
            using FluentMigrator;

            public abstract class Step : Migration
            {
                public override void Up()
                {
                    Create.{|MG0101:Index("ix")|}.OnTable("orders").OnColumn("customer_id");
                }

                public override void Down()
                {
                }
            }

            [Migration(1)]
            public sealed class First : Step;

            [Migration(2)]
            public sealed class Second : Step;
            """,
            Projects.PostgreSql.Only("MG0101"));

    [Test]
    public Task A_migration_of_EntityFramework_is_read_too()
        => Verify<StepAnalyzer>.DiagnosticsAsync(
            """
            using Microsoft.EntityFrameworkCore.Migrations;

            [Migration("20261121090000_IndexOrders")]
            public partial class IndexOrders : Migration
            {
                protected override void Up(MigrationBuilder migrationBuilder)
                {
                    migrationBuilder.{|MG0101:CreateIndex(name: "ix", table: "orders", column: "customer_id")|};
                }
            }
            """,
            Projects.PostgreSql.Only("MG0101"));

    [TestCase("error")]
    [TestCase("warning")]
    [TestCase("suggestion")]
    public async Task The_level_is_the_one_of_the_editorconfig(string level)
    {
        var options = Projects.PostgreSql with { EditorConfig = $"[*.cs]\ndotnet_diagnostic.MG0101.severity = {level}\n" };
        var found = await Analysis.RunAsync(options, Projects.Migration(Index));
        Assert.That(found.Where(f => f.Id == "MG0101").Select(f => f.Severity.ToString()), Is.EqualTo(new[] { level == "suggestion" ? "Info" : char.ToUpperInvariant(level[0]) + level[1..] }));
    }

    [Test]
    public Task A_rule_that_is_off_says_nothing()
        => Verify<StepAnalyzer>.CleanAsync(Projects.Migration(Index), Projects.PostgreSql.Only("MG0101") with { EditorConfig = "[*.cs]\ndotnet_diagnostic.MG0101.severity = none\n" });

    [Test]
    public Task A_pragma_silences()
        => Verify<StepAnalyzer>.CleanAsync(Projects.Migration("#pragma warning disable MG0101\n" + Index + "\n#pragma warning restore MG0101"), Projects.PostgreSql.Only("MG0101"));

    [Test]
    public async Task What_waits_for_the_gate_in_a_contract_migration_stays_a_note_whatever_is_configured()
    {
        var options = Projects.PostgreSql with { EditorConfig = "[*.cs]\ndotnet_diagnostic.MG0230.severity = error\n" };
        var found = await Analysis.RunAsync(options, Projects.Migration("""Delete.Column("note").FromTable("orders");""", "[Phase(Phase.Contract)]"));
        Assert.That(found.Where(f => f.Id == "MG0230").Select(f => f.Severity), Is.EqualTo(new[] { Microsoft.CodeAnalysis.DiagnosticSeverity.Info }));
    }

    [Test]
    public async Task Without_a_database_only_what_is_dangerous_on_both_is_reported_and_the_database_is_asked_for()
    {
        var source = Projects.Migration(Index + "\nDelete.Column(\"note\").FromTable(\"orders\");\nAlter.Column(\"state\").OnTable(\"orders\").AsInt32().NotNullable();");
        var (unknown, postgreSql, sqlServer) = (await Analysis.RunAsync(Projects.Unconfigured, source), await Analysis.RunAsync(Projects.PostgreSql, source), await Analysis.RunAsync(Projects.SqlServer, source));
        var common = Findings(postgreSql).Intersect(Findings(sqlServer)).ToList();
        Assert.That(common, Is.Not.Empty.And.Count.LessThan(Findings(postgreSql).Distinct().Count()));
        Assert.That(Findings(unknown).Distinct(), Is.EquivalentTo(common.Append(("MG0901", 0))));
    }

    [Test]
    public Task Code_that_is_declared_generated_is_looked_at()
        => Verify<StepAnalyzer>.DiagnosticsAsync(
            Projects.Migration(MarkedIndex), Projects.PostgreSql.Only("MG0101") with { EditorConfig = "[*.cs]\ngenerated_code = true\n" });

    [Test]
    public Task A_project_in_an_old_version_of_the_language_is_served()
        => Verify<StepAnalyzer>.DiagnosticsAsync(Projects.Migration(MarkedIndex), Projects.PostgreSql.Only("MG0101") with { Language = LanguageVersion.CSharp7_3 });

    private static IEnumerable<(string Id, int Start)> Findings(IEnumerable<Microsoft.CodeAnalysis.Diagnostic> found)
        => found.Where(diagnostic => diagnostic.Id != "MG0905").Select(diagnostic => (diagnostic.Id, diagnostic.Location.SourceSpan.Start));
}
