using MigrationGuard.Checking;

namespace MigrationGuard.Rules.Reading;

internal sealed class IgnoreUnknownRule() : DirectiveRule(new RuleInfo("MG0915", nameof(IgnoreUnknownRule))
{
    Title = "Ignore names no rule",
    Severity = Severity.Warning,
    JudgesDown = true,
    When = "An ignore comment or [AllowFinding] names an id that no rule has",
    Effect = "No rule is called {ids}, so nothing is silenced by that name",
    Instead = "Correct the id; migrationguard rules lists them all",
    Sources = ["docs/configuration.md"],
})
{
    internal override IEnumerable<Finding> CheckDirective(DirectiveContext directive)
        => directive.Ignore is { Problem: null, Unknown.Count: > 0 } ignore
            ? [Report(directive.Directive.Span, ("ids", string.Join(" or ", ignore.Unknown)))]
            : [];
}
