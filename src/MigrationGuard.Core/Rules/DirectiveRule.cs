using MigrationGuard.Checking;

namespace MigrationGuard.Rules;

/// <summary>A rule about a <c>-- migrationguard:</c> comment, asked when everything else about the migration has been found.</summary>
public abstract class DirectiveRule : Rule
{
    private protected DirectiveRule(RuleInfo info)
        : base(info)
    {
    }

    /// <summary>The findings about a comment.</summary>
    internal abstract IEnumerable<Finding> CheckDirective(DirectiveContext directive);
}
