namespace MigrationGuard.Rules.Transactions;

internal sealed class StatementTimeoutMissing() : MigrationRule(new RuleInfo("MG0503", nameof(StatementTimeoutMissing))
{
    Title = "No limit on how long a lock is held",
    Severity = Severity.Info,
    Fix = FixKind.Mechanical,
    Evidence = Evidence.History,
    Databases = Databases.DatabaseKinds.PostgreSql,
    Catalogue = ["statement-timeout-missing"],
    When = "A statement scans, rewrites or indexes an existing table under a lock that blocks its reads or writes, and neither a statement nor a transaction timeout of at most ten minutes is in force",
    Effect = "A statement that takes longer than thought keeps its {lock} lock on {relation} {end}",
    Instead = "Set {setting} to the longest time that {relation} may be blocked",
    Sources = ["https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-STATEMENT-TIMEOUT"],
})
{
    private const long LongestMilliseconds = 600_000;

    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            if (!step.Classification.Cost.SizeOfData || step.Database.StatementTimeoutSetting is not { } setting || BlockingLocks.Of(step) is not { } taken || IsLimited(step, setting))
            {
                continue;
            }

            var end = step.Before.Settings[setting] is { } value && step.Database.LockTimeoutMilliseconds(value) is not null ? $"for up to {value}" : "until somebody cancels it by hand";
            return [Report(step, ("lock", taken.Mode.Name), ("relation", taken.Relation), ("setting", setting), ("end", end)) with { Suggestion = $"SET {setting} = '30s';" }];
        }

        return [];
    }

    private static bool IsLimited(StepContext step, string setting)
        => IsShort(step, setting) || (step.Database.TransactionTimeoutSetting is { } other && IsShort(step, other));

    private static bool IsShort(StepContext step, string setting)
        => step.Before.Settings[setting] is { } value && step.Database.LockTimeoutMilliseconds(value) is > 0 and <= LongestMilliseconds;
}
