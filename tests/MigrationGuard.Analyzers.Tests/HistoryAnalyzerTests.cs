using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests;

public sealed class HistoryAnalyzerTests
{
    [Test]
    public Task A_version_that_two_migrations_have_is_reported()
        => Verify<HistoryAnalyzer>.DiagnosticsAsync(
            Projects.Migration("""Create.Sequence("s");"""),
            Projects.PostgreSql.Only("MG0720") with
            {
                Sources = new Dictionary<string, string>
                {
                    ["Other.cs"] = Projects.Migration("""Create.{|MG0720:Sequence("t")|};""").Replace("M1", "Other", StringComparison.Ordinal),
                },
            });

    [Test]
    public Task A_version_that_two_migrations_of_one_file_have_is_reported()
        => Verify<HistoryAnalyzer>.DiagnosticsAsync(
            Projects.Migration("""Create.Sequence("s");""") + Projects.Migration("""Create.{|MG0720:Sequence("t")|};""").Replace("M1", "Other", StringComparison.Ordinal)["using FluentMigrator;\nusing MigrationGuard;\n".Length..],
            Projects.PostgreSql.Only("MG0720"));

    [Test]
    public Task A_version_that_two_migrations_in_different_folders_have_is_reported()
        => Verify<HistoryAnalyzer>.DiagnosticsAsync(
            Projects.Migration("""Create.Sequence("s");"""),
            Projects.PostgreSql.Only("MG0720") with
            {
                Sources = new Dictionary<string, string>
                {
                    ["Billing/Other.cs"] = Projects.Migration("""Create.{|MG0720:Sequence("t")|};""").Replace("M1", "Other", StringComparison.Ordinal),
                },
            });

    [Test]
    public Task Migrations_of_EF_Core_are_told_by_their_whole_ids()
        => Verify<HistoryAnalyzer>.CleanAsync(
            Projects.EntityFramework("""migrationBuilder.CreateSequence("s");"""),
            Projects.PostgreSql.Only("MG0720") with
            {
                Sources = new Dictionary<string, string>
                {
                    ["Other.cs"] = Projects.EntityFramework("""migrationBuilder.CreateSequence("t");""", "20260101120000_M2").Replace("ShopContext : DbContext;", "Nothing;", StringComparison.Ordinal).Replace("class M1", "class M2", StringComparison.Ordinal),
                },
            });

    [Test]
    public Task What_steps_say_is_left_to_the_other_analyzer()
        => Verify<HistoryAnalyzer>.CleanAsync(Projects.Migration("""Create.Index("ix").OnTable("orders").OnColumn("customer_id");"""), Projects.PostgreSql.Only("MG0101"));

    [Test]
    public Task Of_several_migrations_in_a_file_each_has_its_own_findings()
        => Verify<HistoryAnalyzer>.DiagnosticsAsync(
            """
            using FluentMigrator;
            using MigrationGuard;

            [Migration(1)]
            public sealed class M1 : ForwardOnlyMigration
            {
                public override void Up() => Delete.{|MG0230:Column("a")|}.FromTable("orders");
            }

            [Migration(2)]
            [AllowFinding("MG0230", Because = "nobody has used it since spring")]
            public sealed class M2 : ForwardOnlyMigration
            {
                public override void Up() => Delete.Column("b").FromTable("orders");
            }
            """,
            Projects.PostgreSql.Only("MG0230"));
}
