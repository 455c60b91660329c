using MigrationGuard.Checking;

namespace MigrationGuard.Rules.Reading;

internal sealed class UnknownDirective() : DirectiveRule(new RuleInfo("MG0910", nameof(UnknownDirective))
{
    Title = "Comment asks for something unknown",
    Severity = Severity.Warning,
    JudgesDown = true,
    When = "A comment begins with migrationguard: and a word that is none of phase, no-transaction, down, ignore and ignore-file",
    Effect = "'{verb}' means nothing, so the comment has no effect",
    Instead = "Write one of: phase expand|migrate|contract, no-transaction, down EXPRESSION, ignore ID because REASON [until YYYY-MM-DD], ignore-file ID because REASON",
    Sources = ["docs/configuration.md"],
})
{
    internal override IEnumerable<Finding> CheckDirective(DirectiveContext directive)
        => Directives.IsKnown(directive.Directive) ? [] : [Report(directive.Directive.Span, ("verb", directive.Directive.Verb))];
}
