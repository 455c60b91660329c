using MigrationGuard.Checking;

namespace MigrationGuard.Rules.Reading;

internal sealed class IgnoreUnused() : DirectiveRule(new RuleInfo("MG0914", nameof(IgnoreUnused))
{
    Title = "Ignore is not needed",
    Severity = Severity.Warning,
    JudgesDown = true,
    When = "A rule that an ignore comment silences has no finding where the comment holds",
    Effect = "{rules} not found {where}: the comment silences nothing now and may hide something later",
    Instead = "Remove {ids} from the comment, or move the comment before the statement that it is about",
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
            ("ids", ids),
            ("where", directive.Ignore!.WholeFile ? "in this file" : "at the statement that the comment belongs to"))];
    }
}
