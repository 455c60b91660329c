using MigrationGuard.Checking;

namespace MigrationGuard.Rules.Reading;

internal sealed class DirectiveNotUnderstood() : DirectiveRule(new RuleInfo("MG0911", nameof(DirectiveNotUnderstood))
{
    Title = "Comment was not understood",
    Severity = Severity.Error,
    JudgesDown = true,
    When = "A migrationguard: comment has a known first word, but what follows cannot be read, or [Phase] or [AllowFinding] says what cannot be read",
    Effect = "The {kind} {text} has no effect: {problem}",
    Instead = "Write it as {form}",
    Sources = ["docs/configuration.md"],
})
{
    internal override IEnumerable<Finding> CheckDirective(DirectiveContext directive)
        => Directives.ProblemOf(directive.Directive) is { } problem
            ? [Report(
                directive.Directive.Span,
                ("kind", Told.Kind(directive.Directive)),
                ("text", Told.Text(directive.Directive)),
                ("problem", problem),
                ("form", Told.Form(directive.Directive)))]
            : [];
}
