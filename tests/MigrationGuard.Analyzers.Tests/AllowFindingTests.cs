using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests;

public sealed class AllowFindingTests
{
    private const string Index = """Create.Index("ix").OnTable("orders").OnColumn("customer_id");""";

    private static VerifyOptions Options { get; } = (Projects.PostgreSql with { Properties = new Dictionary<string, string> { ["MigrationGuardToday"] = "2026-11-21" } })
        .Only("MG0101", "MG0912", "MG0913", "MG0914", "MG0915");

    [Test]
    public Task A_finding_is_allowed_with_a_reason()
        => Verify<StepAnalyzer>.CleanAsync(Projects.Migration(Index, """[AllowFinding("MG0101", Because = "ten rows")]"""), Options);

    [Test]
    public Task A_missing_reason_is_reported_at_the_attribute()
        => Verify<StepAnalyzer>.DiagnosticsAsync(Projects.Migration(Index, """[{|MG0912:AllowFinding("MG0101")|}]"""), Options);

    [Test]
    public Task It_holds_on_its_last_day()
        => Verify<StepAnalyzer>.CleanAsync(Projects.Migration(Index, """[AllowFinding("MG0101", Because = "ten rows", Until = "2026-11-21")]"""), Options);

    [Test]
    public Task It_ends_the_day_after()
        => Verify<StepAnalyzer>.DiagnosticsAsync(
            Projects.Migration("""Create.{|MG0101:Index("ix")|}.OnTable("orders").OnColumn("customer_id");""", """[{|MG0913:AllowFinding("MG0101", Because = "ten rows", Until = "2026-11-20")|}]"""), Options);

    [Test]
    public Task It_does_not_end_where_the_day_is_not_known()
        => Verify<StepAnalyzer>.CleanAsync(
            Projects.Migration(Index, """[AllowFinding("MG0101", Because = "ten rows", Until = "2026-11-20")]"""), Options with { Properties = new Dictionary<string, string>() });

    [Test]
    public Task One_that_allows_nothing_is_reported()
        => Verify<StepAnalyzer>.DiagnosticsAsync(Projects.Migration("", """[{|MG0914:AllowFinding("MG0101", Because = "ten rows")|}]"""), Options);

    [Test]
    public Task One_that_names_no_rule_is_reported()
        => Verify<StepAnalyzer>.DiagnosticsAsync(Projects.Migration("", """[{|MG0915:AllowFinding("MG9999", Because = "ten rows")|}]"""), Options);
}
