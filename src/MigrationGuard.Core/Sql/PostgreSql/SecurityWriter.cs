using MigrationGuard.Collections;
using MigrationGuard.Operations;
using static MigrationGuard.Sql.PostgreSql.NameWriter;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Row security, privileges and ownership.</summary>
internal static class SecurityWriter
{
    public static string? Write(Operation operation) => operation switch
    {
        ChangeRowSecurity change => TableWriter.Alter(change.Of, RowSecurity(change.Change) + " ROW LEVEL SECURITY"),
        ChangePolicy change => Words(
            change.Change.ToString().ToUpperInvariant(),
            "POLICY",
            change.IfExists ? "IF EXISTS" : null,
            Name(change.Name),
            "ON",
            Name(change.Of),
            change.Definition),
        Grant grant => Words(
            "GRANT",
            Privileges(grant.Privileges, grant.ObjectType),
            Objects(grant.ObjectType, grant.Objects, grant.Signatures),
            "TO",
            Roles(grant.Grantees),
            grant.Options),
        Revoke { Deny: false } revoke => WriteRevoke(revoke),
        ChangeOwner change => Words("ALTER", change.ObjectType, Designation(change), "OWNER TO", Role(change.Owner)),
        ChangeDefaultPrivileges change => "ALTER DEFAULT PRIVILEGES " + change.Change,
        _ => null,
    };

    private static string RowSecurity(RowSecurityChange change) => change switch
    {
        RowSecurityChange.Enable => "ENABLE",
        RowSecurityChange.Disable => "DISABLE",
        RowSecurityChange.Force => "FORCE",
        _ => "NO FORCE",
    };

    private static string WriteRevoke(Revoke revoke)
    {
        const string For = "OPTION FOR";
        var options = revoke.Options ?? "";
        var end = options.IndexOf(For, StringComparison.OrdinalIgnoreCase);
        var front = end < 0 ? "" : options.Substring(0, end + For.Length);
        return Words(
            "REVOKE",
            front,
            Privileges(revoke.Privileges, revoke.ObjectType),
            Objects(revoke.ObjectType, revoke.Objects, revoke.Signatures),
            "FROM",
            Roles(revoke.Grantees),
            options.Substring(front.Length).TrimStart());
    }

    private static string Privileges(EquatableList<string> privileges, string objectType) =>
        objectType == "ROLE" ? Roles(privileges) : string.Join(", ", privileges);

    private static string? Objects(string type, EquatableList<ObjectName> objects, EquatableList<string> signatures) => type switch
    {
        "ROLE" => null,
        "FUNCTION" or "PROCEDURE" or "ROUTINE" =>
            $"ON {type} {string.Join(", ", objects.Select((name, i) => Routine(name, i < signatures.Count ? signatures[i] : null)))}",
        _ => $"ON {type} {Names(objects)}",
    };

    private static string Roles(EquatableList<string> roles) => string.Join(", ", roles.Select(Role));

    private static string Designation(ChangeOwner change) => change.ObjectType switch
    {
        "FUNCTION" or "PROCEDURE" or "ROUTINE" or "AGGREGATE" => Routine(change.Name, change.Signature),
        "TYPE" or "DOMAIN" => RoutineName(change.Name),
        _ => Name(change.Name),
    };
}
