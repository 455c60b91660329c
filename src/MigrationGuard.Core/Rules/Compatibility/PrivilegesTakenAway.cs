using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class PrivilegesTakenAway() : StepRule<Operation>(new RuleInfo("MG0241", nameof(PrivilegesTakenAway))
{
    Title = "Privileges taken away",
    Severity = Severity.Error,
    HeldInContract = true,
    Catalogue = ["revoke"],
    When = "REVOKE or DENY, a change of owner, or a change of a role; not for what this release created",
    Effect = "{old}: the old version is refused where it needs them",
    Instead = "Grant what the new version needs now, and take away the rest in a contract migration",
    Sources = ["https://www.postgresql.org/docs/current/sql-revoke.html", "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-OWNER"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
    {
        if (!step.Classification.BreaksOld.Breaks)
        {
            return [];
        }

        return operation switch
        {
            // CREATE SCHEMA, TABLE or FUNCTION is followed by REVOKE … FROM PUBLIC as a rule: nobody used it before.
            Revoke { Deny: false } revoke when revoke.Objects.Count > 0 && !revoke.Objects.Exists(o => MayUse(revoke.ObjectType, o, step)) => [],
            Revoke => [Report(step)],
            ChangeOwner change when !MayUse(change.ObjectType, change.Name, step) => [],

            // The new owner usually is the application or the owner of the rest; only privileges that came with ownership go.
            ChangeOwner or AlterObject { Kind: ObjectKind.Role } => [Report(step) with { Severity = Severity.Warning }],
            _ => [],
        };
    }

    private static bool MayUse(string objectType, ObjectName name, StepContext step) => objectType switch
    {
        "TABLE" or "VIEW" or "MATERIALIZED VIEW" => step.MayUse(name),
        "SEQUENCE" => step.MayUse(ObjectKind.Sequence, name),
        "FUNCTION" or "PROCEDURE" or "ROUTINE" => step.MayUse(ObjectKind.Routine, name),
        "SCHEMA" => step.MayUse(ObjectKind.Schema, name),
        "TYPE" or "DOMAIN" => step.MayUseType(name),
        _ => true,
    };
}
