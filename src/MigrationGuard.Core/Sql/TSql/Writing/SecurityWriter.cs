using MigrationGuard.Collections;
using MigrationGuard.Operations;
using static MigrationGuard.Sql.TSql.Writing.Clauses;

namespace MigrationGuard.Sql.TSql.Writing;

/// <summary>Writes permissions, owners and security policies.</summary>
internal static class SecurityWriter
{
    private const string GrantOption = "GRANT OPTION FOR";

    public static string? Write(Operation operation) => operation switch
    {
        Grant { ObjectType: not "ROLE" } grant => Words(
            "GRANT", string.Join(", ", grant.Privileges), On(grant.ObjectType, grant.Objects), "TO", TSqlNames.QuoteList(grant.Grantees), grant.Options),
        Revoke { ObjectType: not "ROLE" } revoke => Revoke(revoke),
        ChangeOwner owner => $"ALTER AUTHORIZATION ON {Class(owner.ObjectType)}{TSqlNames.Quote(owner.Name)} TO {Owner(owner.Owner)}",
        ChangeRowSecurity { Change: RowSecurityChange.Enable or RowSecurityChange.Disable } change =>
            $"ALTER SECURITY POLICY {TSqlNames.Quote(change.Of)} WITH (STATE = {(change.Change == RowSecurityChange.Enable ? "ON" : "OFF")})",
        ChangePolicy policy => Words(
            policy.Change.ToString().ToUpperInvariant(),
            "SECURITY POLICY",
            When(policy.IfExists, "IF EXISTS"),
            TSqlNames.Quote(new ObjectName(policy.Of.Schema, policy.Name)), policy.Definition),
        _ => null,
    };

    private static string Revoke(Revoke revoke)
    {
        var option = revoke.Options?.StartsWith(GrantOption, StringComparison.OrdinalIgnoreCase) == true;
        var rest = option ? revoke.Options!.Substring(GrantOption.Length).Trim() : revoke.Options;
        return Words(
            revoke.Deny ? "DENY" : "REVOKE",
            When(option, GrantOption),
            string.Join(", ", revoke.Privileges),
            On(revoke.ObjectType, revoke.Objects),
            revoke.Deny ? "TO" : "FROM",
            TSqlNames.QuoteList(revoke.Grantees),
            rest);
    }

    private static string? On(string type, EquatableList<ObjectName> objects) => objects.Count == 0 ? null : $"ON {Class(type)}{TSqlNames.Quote(objects[0])}";

    private static string Class(string type) => type is "TABLE" or "ROUTINE" or "FUNCTION" or "PROCEDURE" or "SEQUENCE" or "VIEW" ? "" : type + "::";

    private static string Owner(string owner) => owner == "SCHEMA OWNER" ? owner : TSqlNames.Quote(owner);
}
