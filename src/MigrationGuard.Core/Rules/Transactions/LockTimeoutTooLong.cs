using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Transactions;

internal sealed class LockTimeoutTooLong() : StepRule<SetSetting>(new RuleInfo("MG0502", nameof(LockTimeoutTooLong))
{
    Title = "The limit on the wait for a lock is off or too long",
    Severity = Severity.Warning,
    Fix = FixKind.Mechanical,
    Catalogue = ["lock-timeout-missing"],
    When = "The lock timeout is set to no limit, or to more than ten seconds",
    Effect = "The migration may wait {long} for its lock, and every later query on the table waits behind it",
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

        return step.Database.LockTimeoutMilliseconds(value) switch
        {
            <= LongestMilliseconds => [],
            var wait => [Report(step, ("long", wait is null ? "for ever" : FormattableString.Invariant($"{wait / 1000} seconds"))) with { Suggestion = step.Database.SetLockTimeout(2) + ";" }],
        };
    }
}
