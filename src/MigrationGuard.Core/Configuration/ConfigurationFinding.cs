using MigrationGuard.Migrations;
using MigrationGuard.Rules;
using MigrationGuard.Rules.Reading;

namespace MigrationGuard.Configuration;

/// <summary>The finding for a configuration that cannot be used, for hosts that have no exit code.</summary>
public static class ConfigurationFinding
{
    /// <summary>The finding at the place that the exception names, else at the beginning of the file.</summary>
    /// <param name="exception">What is wrong.</param>
    /// <param name="path">The file.</param>
    public static Finding Of(ConfigurationException exception, string path)
    {
        var rule = RuleCatalog.Find(ConfigurationNotUnderstood.Id)!.Info;
        return new Finding(rule, rule.Severity, exception.Origin.Place ?? new SourceSpan(path, 0, 0, 1, 1), Placeholders.Fill(rule.Effect, [("problem", exception.Message)], null), rule.Instead);
    }
}
