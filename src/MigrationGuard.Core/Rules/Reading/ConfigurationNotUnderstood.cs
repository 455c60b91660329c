namespace MigrationGuard.Rules.Reading;

internal sealed class ConfigurationNotUnderstood() : Rule(new RuleInfo(Id, nameof(ConfigurationNotUnderstood))
{
    Title = "Configuration cannot be used",
    Severity = Severity.Error,
    Evidence = Evidence.Configuration,
    When = "The compiler is given a migrationguard.json or migrationguard.state.json that is no JSON or says something that cannot be; the command line refuses it with exit code 3",
    Effect = "{problem}; nothing is checked until it is mended",
    Instead = "Mend the line, or take the file out of the build",
    Sources = ["docs/configuration.md"],
})
{
    internal const string Id = "MG0904";
}
