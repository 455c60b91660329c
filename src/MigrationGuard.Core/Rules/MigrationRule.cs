namespace MigrationGuard.Rules;

/// <summary>A rule that looks at a whole migration.</summary>
public abstract class MigrationRule : Rule
{
    private protected MigrationRule(RuleInfo info)
        : base(info)
    {
    }

    /// <summary>The findings about a migration.</summary>
    internal abstract IEnumerable<Finding> CheckMigration(MigrationContext migration);

    /// <summary>A finding at a step of the migration.</summary>
    private protected Finding Report(StepContext step, params (string Name, object? Value)[] values)
        => ReportAt(step, values);
}
