using Microsoft.CodeAnalysis;
using MigrationGuard.Rules;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests.Fixes;

/// <summary>What tests of fixes have in common.</summary>
internal static class Fixing
{
    /// <summary>The finding of a rule on PostgreSQL 16.</summary>
    public static FixOptions OnPostgreSql(string id) => In(Projects.PostgreSql, id);

    /// <summary>The finding of a rule in a project, reported by the analyzer that knows it; a note that is less than the rule says is not left over.</summary>
    public static FixOptions In(VerifyOptions project, string id)
    {
        var rule = RuleCatalog.Find(id)!.Info;
        return new FixOptions(project, rule.Evidence == Evidence.History ? new HistoryAnalyzer() : new StepAnalyzer(), id)
        {
            Least = rule.Severity == Severity.Info ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
        };
    }
}
