using MigrationGuard.Checking;

namespace MigrationGuard.Rules.Reading;

internal sealed class DirectiveNotUnderstood() : DirectiveRule(new RuleInfo("MG0911", nameof(DirectiveNotUnderstood))
{
    Title = "Comment was not understood",
    Severity = Severity.Error,
    JudgesDown = true,
    When = "A migrationguard: comment has a known first word, but what follows cannot be read",
    Effect = "The comment '{verb} {rest}' has no effect: {problem}",
    Instead = "Write it as {form}",
    Sources = ["docs/configuration.md"],
})
{
    internal override IEnumerable<Finding> CheckDirective(DirectiveContext directive)
        => Directives.ProblemOf(directive.Directive) is { } problem
            ? [Report(
                directive.Directive.Span,
                ("verb", directive.Directive.Verb),
                ("rest", directive.Directive.Rest),
                ("problem", problem),
                ("form", Directives.Is(directive.Directive, "phase") ? "phase expand, phase migrate or phase contract" : directive.Directive.Verb + " ID[, ID] because REASON [until YYYY-MM-DD]"))]
            : [];
}
