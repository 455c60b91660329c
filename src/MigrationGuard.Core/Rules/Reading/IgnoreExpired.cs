using System.Globalization;
using MigrationGuard.Checking;

namespace MigrationGuard.Rules.Reading;

internal sealed class IgnoreExpired() : DirectiveRule(new RuleInfo("MG0913", nameof(IgnoreExpired))
{
    Title = "Ignore has expired",
    Severity = Severity.Warning,
    JudgesDown = true,
    When = "The day after which an ignore comment or [AllowFinding] no longer holds is past",
    Effect = "The {kind} held until {date} and has no effect any more; what it silenced is reported again",
    Instead = "Mend what was put off, or say until when it may wait now",
    Sources = ["docs/configuration.md"],
})
{
    internal override IEnumerable<Finding> CheckDirective(DirectiveContext directive)
        => directive.Expired
            ? [Report(directive.Directive.Span, ("kind", Told.Kind(directive.Directive)), ("date", directive.Ignore!.Until!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))]
            : [];
}
