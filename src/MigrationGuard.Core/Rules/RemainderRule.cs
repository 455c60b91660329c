using MigrationGuard.Checking;
using MigrationGuard.Migrations;

namespace MigrationGuard.Rules;

/// <summary>A rule that is asked when all others have spoken, about what none of them has answered.</summary>
public abstract class RemainderRule : Rule
{
    private protected RemainderRule(RuleInfo info)
        : base(info)
    {
    }

    /// <summary>The findings about a migration, given what was found in it, silenced or not.</summary>
    internal abstract IEnumerable<Finding> CheckRemainder(Migration migration, IReadOnlyList<CheckedStep> steps, IReadOnlyList<Finding> found);
}
