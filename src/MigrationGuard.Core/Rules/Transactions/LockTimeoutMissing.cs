namespace MigrationGuard.Rules.Transactions;

internal sealed class LockTimeoutMissing() : MigrationRule(new RuleInfo("MG0501", nameof(LockTimeoutMissing))
{
    Title = "No limit on the wait for a lock",
    Severity = Severity.Warning,
    Fix = FixKind.Mechanical,
    Evidence = Evidence.History,
    Catalogue = ["lock-timeout-missing"],
    When = "A statement takes a lock that blocks reads or writes of an existing table and no lock timeout is in force",
    Effect = "The {lock} lock on {relation} waits behind any open transaction that uses it, and every query on {relation} that comes later waits behind the migration",
    Instead = "Set a lock timeout of a few seconds before the first such statement, and run the migration again when it times out",
    Sources =
    [
        "https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT",
        "https://learn.microsoft.com/sql/t-sql/statements/set-lock-timeout-transact-sql",
    ],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            if (BlockingLocks.Of(step) is { } taken && step.Before.Settings[step.Database.LockTimeoutSetting] is null)
            {
                return [Report(step, ("lock", taken.Mode.Name), ("relation", taken.Relation)) with { Suggestion = step.Database.SetLockTimeout(2) + ";" }];
            }
        }

        return [];
    }
}
