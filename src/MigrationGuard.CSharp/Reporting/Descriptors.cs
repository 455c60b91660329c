using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MigrationGuard.Rules;

namespace MigrationGuard.CSharp.Reporting;

/// <summary>The rules as the compiler knows them. Made from the catalogue; nothing is said here a second time.</summary>
public static class Descriptors
{
    private static readonly Dictionary<string, DiagnosticDescriptor> Configurable = [];
    private static readonly Dictionary<string, DiagnosticDescriptor> Fixed = [];

    static Descriptors()
    {
        foreach (var rule in RuleCatalog.All)
        {
            if (rule.Info.Evidence != Evidence.LiveDatabase)
            {
                Configurable.Add(rule.Info.Id, Create(rule, TagsOf(rule.Info)));
                Fixed.Add(rule.Info.Id, Create(rule, [.. TagsOf(rule.Info), WellKnownDiagnosticTags.NotConfigurable]));
            }
        }

        Steps = [.. Of(Evidence.Step), .. Of(Evidence.Configuration)];
        Histories = [.. Of(Evidence.History)];
    }

    /// <summary>What the analyzer of steps reports: rules that decide by a step, and what the host says about itself.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Steps { get; }

    /// <summary>What the analyzer of histories reports: rules that need the whole migration or the history.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Histories { get; }

    /// <summary>The descriptor of a rule; null when no compiler can decide it.</summary>
    public static DiagnosticDescriptor? For(RuleInfo rule) => Configurable.TryGetValue(rule.Id, out var descriptor) ? descriptor : null;

    /// <summary>The same for findings that the check has lowered below what is configured: the compiler leaves their level alone. Null when no compiler can decide the rule.</summary>
    public static DiagnosticDescriptor? Settled(RuleInfo rule) => Fixed.TryGetValue(rule.Id, out var descriptor) ? descriptor : null;

    /// <summary>The level of a severity.</summary>
    public static DiagnosticSeverity LevelOf(Severity severity) => severity switch
    {
        Severity.Error => DiagnosticSeverity.Error,
        Severity.Warning => DiagnosticSeverity.Warning,
        Severity.Info => DiagnosticSeverity.Info,
        _ => DiagnosticSeverity.Hidden,
    };

    /// <summary>The severity of a level.</summary>
    public static Severity SeverityOf(DiagnosticSeverity level) => level switch
    {
        DiagnosticSeverity.Error => Severity.Error,
        DiagnosticSeverity.Warning => Severity.Warning,
        DiagnosticSeverity.Info => Severity.Info,
        _ => Severity.None,
    };

    private static IEnumerable<DiagnosticDescriptor> Of(Evidence evidence)
        => RuleCatalog.All.Where(rule => rule.Info.Evidence == evidence).Select(rule => Configurable[rule.Info.Id]);

    private static DiagnosticDescriptor Create(Rule rule, string[] tags) => new(
        rule.Info.Id,
        rule.Info.Title,
        "{0}",
        CategoryOf(rule),
        LevelOf(rule.Info.Severity),
        rule.Info.Severity != Severity.None,
        $"{rule.Info.When}. {rule.Info.EffectInGeneral ?? rule.Info.Effect}. {rule.Info.InsteadInGeneral ?? rule.Info.Instead}.",
        rule.Info.HelpUri,
        tags);

    private static string[] TagsOf(RuleInfo rule) => rule.Evidence == Evidence.History ? [WellKnownDiagnosticTags.CompilationEnd] : [];

    private static string CategoryOf(Rule rule)
    {
        var space = rule.GetType().Namespace!;
        return "MigrationGuard." + space.Substring(space.LastIndexOf('.') + 1);
    }
}
