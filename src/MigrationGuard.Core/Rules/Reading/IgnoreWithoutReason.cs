using MigrationGuard.Checking;

namespace MigrationGuard.Rules.Reading;

internal sealed class IgnoreWithoutReason() : DirectiveRule(new RuleInfo("MG0912", nameof(IgnoreWithoutReason))
{
    Title = "Ignored without a reason",
    Severity = Severity.Error,
    JudgesDown = true,
    When = "An ignore comment or [AllowFinding] does not say why",
    Effect = "{rules} silenced here, and nobody who reads it later can tell whether that still holds",
    Instead = "Add the reason: {reason}",
    InsteadInGeneral = "Add the reason: ignore ID because … in a comment, Because = \"…\" in [AllowFinding]",
    Sources = ["docs/configuration.md"],
})
{
    internal override IEnumerable<Finding> CheckDirective(DirectiveContext directive)
    {
        if (directive.Ignore is not { Problem: null, Reason: null } ignore || ignore.Rules.Count == 0)
        {
            return [];
        }

        var ids = string.Join(", ", ignore.Rules.Select(rule => rule.Id));
        return [Report(
            directive.Directive.Span,
            ("rules", ids + (ignore.Rules.Count == 1 ? " is" : " are")),
            ("reason", Told.Reason(directive.Directive, ids)))];
    }
}
