using Microsoft.CodeAnalysis;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests;

public sealed class StateFileTests
{
    private const string Live = """
        { "lastReleased": "1", "live": [ { "version": "4.2", "uses": [ { "table": "orders", "column": "note", "statements": 3, "place": "Orders/OrderStore.cs:42" } ] } ] }
        """;

    private const string Removal = """Delete.Column("note").FromTable("orders");""";

    [Test]
    public async Task A_removal_of_what_a_live_version_uses_is_an_error_that_names_version_statement_and_place()
    {
        var found = await Analysis.RunAsync(Projects.PostgreSql.With(Projects.State, Live), Projects.Migration(Removal, "[Phase(Phase.Contract)]", version: 2));
        var needed = found.Single(diagnostic => diagnostic.Id == "MG0701");
        Assert.Multiple(() =>
        {
            Assert.That(needed.Severity, Is.EqualTo(DiagnosticSeverity.Error));
            Assert.That(needed.GetMessage(null), Does.Contain("4.2").And.Contain("3 statements").And.Contain("Orders/OrderStore.cs:42"));
        });
    }

    [Test]
    public Task A_removal_of_what_nobody_uses_is_none()
        => Verify<StepAnalyzer>.CleanAsync(
            Projects.Migration("""Delete.Column("other").FromTable("orders");""", version: 2), Projects.PostgreSql.With(Projects.State, Live).Only("MG0701"));

    [Test]
    public Task Released_migrations_are_not_reported_again()
        => Verify<StepAnalyzer>.CleanAsync(Projects.Migration(Removal, version: 1), Projects.PostgreSql.With(Projects.State, Live));

    [Test]
    public Task A_baseline_counts_like_the_last_released_migration()
        => Verify<StepAnalyzer>.CleanAsync(Projects.Migration(Removal, version: 1), Projects.Unconfigured.With(Projects.Configuration, """{ "database": "postgresql", "baseline": "1" }"""));

    [Test]
    public Task What_comes_after_it_is_judged_with_what_came_before()
        => Verify<StepAnalyzer>.DiagnosticsAsync(
            Projects.Migration("""Create.{|MG0101:Index("ix")|}.OnTable("orders").OnColumn("customer_id");""", version: 2),
            Projects.PostgreSql.With(Projects.State, Live).Only("MG0101") with
            {
                Sources = new Dictionary<string, string> { ["M1.cs"] = Projects.Migration("""Create.Table("orders").WithColumn("customer_id").AsInt32().NotNullable();""", version: 1) },
            });
}
