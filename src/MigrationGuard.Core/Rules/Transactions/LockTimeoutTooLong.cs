using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Transactions;

internal sealed class LockTimeoutTooLong() : StepRule<SetSetting>(new RuleInfo("MG0502", nameof(LockTimeoutTooLong))
{
    Title = "The limit on the wait for a lock is off or too long",
    Severity = Severity.Warning,
    Fix = FixKind.Mechanical,
    Catalogue = ["lock-timeout-missing"],
    When = "The lock timeout is set to no limit, or to more than ten seconds",
    Effect = "With a lock timeout of {value} every query on the table may wait that long behind the migration",
    Instead = "Set it to a few seconds and run the migration again when it times out",
    Sources = ["https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT"],
})
{
    private const long LongestMilliseconds = 10_000;

    protected override IEnumerable<Finding> Check(SetSetting operation, StepContext step)
    {
        if (operation.Value is not { } value || operation.Name != step.Database.LockTimeoutSetting)
        {
            return [];
        }

        return step.Database.LockTimeoutMilliseconds(value) is > 0 and <= LongestMilliseconds
            ? []
            : [Report(step, ("value", value)) with { Suggestion = step.Database.SetLockTimeout(2) + ";" }];
    }
}
