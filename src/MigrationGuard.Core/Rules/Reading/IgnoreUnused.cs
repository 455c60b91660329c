using MigrationGuard.Checking;

namespace MigrationGuard.Rules.Reading;

internal sealed class IgnoreUnused() : DirectiveRule(new RuleInfo("MG0914", nameof(IgnoreUnused))
{
    Title = "Ignore is not needed",
    Severity = Severity.Warning,
    JudgesDown = true,
    When = "A rule that an ignore comment or [AllowFinding] silences has no finding where that holds",
    Effect = "{rules} not found {where}: the {kind} silences nothing now and may hide something later",
    Instead = "{cure}",
    InsteadInGeneral = "Remove the id from the comment or the attribute, or move that to what it is about",
    Sources = ["docs/configuration.md"],
})
{
    internal override IEnumerable<Finding> CheckDirective(DirectiveContext directive)
    {
        if (directive.Unused.Count == 0)
        {
            return [];
        }

        var ids = string.Join(", ", directive.Unused.Select(rule => rule.Id));
        return [Report(
            directive.Directive.Span,
            ("rules", ids + (directive.Unused.Count == 1 ? " is" : " are")),
            ("kind", Told.Kind(directive.Directive)),
            ("where", Told.Reach(directive.Directive, directive.Ignore!)),
            ("cure", Told.Removal(directive.Directive, ids)))];
    }
}
