using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class RowVisibilityChanged() : StepRule<TableOperation>(new RuleInfo("MG0240", nameof(RowVisibilityChanged))
{
    Title = "Row security changes what the old version sees",
    Severity = Severity.Error,
    HeldInContract = true,
    Fix = FixKind.Mechanical,
    Catalogue = ["rls-enable"],
    When = "Row-level security of a table that a live version may use is switched, or a policy is restricted, changed or dropped; not when a policy that admits every row stands first",
    Effect = "{old}; the old version gets no error, only other rows",
    Instead = "Create a policy that admits every row (USING (true)) before row security is enabled, let the new version work under the real ones, and drop the open policy in a contract migration",
    Sources = ["https://www.postgresql.org/docs/current/ddl-rowsecurity.html", "measured on PostgreSQL 15 and 18: SELECT returns no rows, INSERT fails with 42501"],
})
{
    protected override IEnumerable<Finding> Check(TableOperation operation, StepContext step)
        => operation is ChangeRowSecurity or ChangePolicy && step.MayUse(operation.Of) && step.Classification.BreaksOld.Breaks
            ? [Report(step) with { Suggestion = Opened(operation, step) }]
            : [];

    private static string? Opened(TableOperation operation, StepContext step)
        => operation is ChangeRowSecurity { Change: RowSecurityChange.Enable or RowSecurityChange.Force }
            && step.Sql(new ChangePolicy(PolicyChange.Create, "everything_until_contract", operation.Of) { Definition = "USING (true)" }) is { } policy
            ? $"{policy};\n{step.Sql(operation)};"
            : null;
}
