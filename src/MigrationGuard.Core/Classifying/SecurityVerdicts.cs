using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Classifying;

/// <summary>What operations on row security and privileges mean to clients.</summary>
internal static class SecurityVerdicts
{
    public static Verdicts ChangeRowSecurity(ChangeRowSecurity operation, SimulationState before)
    {
        if (!before.IsExisting(operation.Of))
        {
            return Verdicts.Fine;
        }

        if (operation.Change is RowSecurityChange.Disable or RowSecurityChange.NoForce)
        {
            return Verdicts.BreakOld($"SELECTs on {operation.Of} return rows that policies kept back");
        }

        return before.Schema.Find(operation.Of) is { OpenPolicies: { Count: > 0 } open }
            ? Verdicts.Note($"every row of {operation.Of} passes by the policy {open[0]}")
            : Verdicts.BreakOld($"SELECTs on {operation.Of} silently return no rows that no policy admits, and writes of such rows fail");
    }

    public static Verdicts ChangePolicy(ChangePolicy operation, SimulationState before) => !before.IsExisting(operation.Of)
        ? Verdicts.Fine
        : operation is { Change: PolicyChange.Create, Restrictive: false }
            ? Verdicts.Note($"where row security is on, {operation.Name} admits more rows of {operation.Of}")
            : Verdicts.BreakOld($"SELECTs on {operation.Of} return other rows, as {operation.Name} now says");

    public static Verdicts Revoke(Revoke operation, SimulationState before)
    {
        if (operation.Options?.IndexOf("GRANT OPTION FOR", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return Verdicts.Note($"{Names(operation.Grantees)} can no longer pass on {Names(operation.Privileges)}");
        }

        var touches = operation.Table is null || operation.Objects.Exists(o => before.IsExisting(o));
        return touches ? Verdicts.BreakOld($"{Names(operation.Grantees)} lose {Names(operation.Privileges)}{On(operation.Objects)}") : Verdicts.Fine;
    }

    public static Verdicts ChangeOwner(ChangeOwner operation, SimulationState before) => operation.Table is { } table && !before.IsExisting(table)
        ? Verdicts.Fine
        : Verdicts.BreakOld($"the former owner loses its rights on {operation.Name} to {operation.Owner}");

    public static Verdicts ChangeDefaultPrivileges(ChangeDefaultPrivileges operation)
        => operation.Revokes ? Verdicts.Note("objects that are created later come with fewer rights") : Verdicts.Fine;

    private static string On(EquatableList<ObjectName> objects) => objects.Count == 0 ? "" : " on " + string.Join(", ", objects);

    private static string Names(EquatableList<string> names) => string.Join(", ", names);
}
