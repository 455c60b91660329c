using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests;

public sealed class ConfigurationTests
{
    private static readonly string NothingDangerous = Projects.Migration("");

    [TestCase("""{ "database": {|MG0904:"oracle"|} }""")]
    [TestCase("{ \"database\": \"postgresql\",\n  {|MG0904:\"colour\"|}: 1 }")]
    [TestCase("""{ "database": "postgresql", "databaseVersion": {|MG0904:3|} }""")]
    [TestCase("""{ "databaseVersion": {|MG0904:16|} }""")]
    [TestCase("""{ "database": "postgresql"{|MG0904:|}""")]
    [TestCase("{|MG0904:|}")]
    [TestCase("[{|MG0904:|}")]
    public Task A_configuration_that_cannot_be_used_is_one_diagnostic_at_its_line(string configuration)
        => Verify<StepAnalyzer>.DiagnosticsAsync(NothingDangerous, Projects.Unconfigured.With(Projects.Configuration, configuration));

    [TestCase("""{ "live": [ { {|MG0904:"versoin"|}: "4.2" } ] }""")]
    [TestCase("""{ "live": {|MG0904:7|} }""")]
    [TestCase("""{ "live": [ """ + "{|MG0904:|}")]
    public Task A_state_file_that_cannot_be_used_is_one_diagnostic_at_its_line(string state)
        => Verify<StepAnalyzer>.DiagnosticsAsync(NothingDangerous, Projects.PostgreSql.With(Projects.State, state));

    [Test]
    public Task The_file_nearest_to_the_project_counts()
    {
        var options = Projects.Unconfigured with { Properties = new Dictionary<string, string> { ["ProjectDir"] = "/app/Shop/" } };
        return Verify<StepAnalyzer>.DiagnosticsAsync(
            NothingDangerous,
            options.With(Projects.Configuration, "not read").With("Shop/MigrationGuard.JSON", """{ "database": {|MG0904:"oracle"|} }""").With("Other/migrationguard.json", "not read"));
    }

    [Test]
    public Task Without_a_migration_framework_nothing_is_read()
        => Verify<StepAnalyzer>.CleanAsync("public sealed class Program;", new VerifyOptions().With(Projects.Configuration, "no configuration"));

    [Test]
    public Task A_framework_that_is_not_restored_is_known_by_the_namespace_that_is_used()
        => Verify<StepAnalyzer>.DiagnosticsAsync(
            "using FluentMigrator;", new VerifyOptions { AllowsErrors = true }.With(Projects.Configuration, """{ "database": {|MG0904:"oracle"|} }"""));
}
