using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.Checking;

/// <summary>The <c>ignore</c> comments of a migration at work.</summary>
internal sealed class Suppressions
{
    private readonly List<Active> _active = [];

    private Suppressions()
    {
    }

    public static Suppressions Of(Migration migration, DateTime today)
    {
        var suppressions = new Suppressions();
        foreach (var directive in migration.Directives)
        {
            if (Directives.IgnoreOf(directive) is { Problem: null } ignore && !ignore.ExpiredOn(today))
            {
                suppressions._active.Add(new Active(directive, ignore, StatementOf(directive, migration)));
            }
        }

        return suppressions;
    }

    /// <summary>The findings that no comment silences; which comments were needed is remembered.</summary>
    public List<Finding> Filter(List<Finding> findings) => _active.Count == 0 ? findings : findings.FindAll(finding => !Silences(finding));

    /// <summary>Every comment of the migration with what came of it.</summary>
    public IEnumerable<DirectiveContext> Outcomes(Migration migration, DateTime today, Predicate<RuleInfo> judged)
    {
        foreach (var directive in migration.Directives)
        {
            var active = _active.Find(a => ReferenceEquals(a.Directive, directive));
            var unused = active?.Ignore.Rules.Where(rule => judged(rule) && !active.Used.Contains(rule.Id)).ToArray() ?? [];
            yield return new DirectiveContext(directive, active?.Ignore ?? Directives.IgnoreOf(directive), unused, today);
        }
    }

    private bool Silences(Finding finding)
    {
        var silenced = false;
        foreach (var active in _active)
        {
            if (active.Covers(finding))
            {
                active.Used.Add(finding.Rule.Id);
                silenced = true;
            }
        }

        return silenced;
    }

    /// <summary>The statement in or behind which the comment stands on the same line, else the next one.</summary>
    internal static int StatementOf(Directive directive, Migration migration)
    {
        var statement = directive.NextStatement;
        if (directive.Statements.Count > 0)
        {
            return statement;
        }

        foreach (var step in migration.Steps)
        {
            var span = step.Span;
            if (span.Start > directive.Span.Start)
            {
                break;
            }

            if (span.Line == directive.Span.Line || span.Start + span.Length > directive.Span.Start)
            {
                statement = step.Statement;
            }
        }

        return statement;
    }

    private sealed record Active(Directive Directive, Ignore Ignore, int Statement)
    {
        public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

        public bool Covers(Finding finding) => Names(finding)
            && (Ignore.WholeFile || finding.Statement == Statement || Directive.Statements.Exists(statement => statement == finding.Statement) || (finding.Statement < 0 && Statement == 0));

        private bool Names(Finding finding)
        {
            foreach (var rule in Ignore.Rules)
            {
                if (ReferenceEquals(rule, finding.Rule) || string.Equals(rule.Id, finding.Rule.Id, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
