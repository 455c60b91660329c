using MigrationGuard.Collections;

namespace MigrationGuard.Operations;

/// <summary>The row-level security switch that is set.</summary>
public enum RowSecurityChange
{
    /// <summary>ENABLE; T-SQL security policy STATE = ON.</summary>
    Enable,

    /// <summary>DISABLE.</summary>
    Disable,

    /// <summary>FORCE: the owner too.</summary>
    Force,

    /// <summary>NO FORCE.</summary>
    NoForce,
}

/// <summary>ENABLE, DISABLE, FORCE or NO FORCE ROW LEVEL SECURITY.</summary>
public sealed record ChangeRowSecurity(ObjectName Of, RowSecurityChange Change) : TableOperation(Of);

/// <summary>What happens to a policy.</summary>
public enum PolicyChange
{
    /// <summary>CREATE POLICY.</summary>
    Create,

    /// <summary>ALTER POLICY.</summary>
    Alter,

    /// <summary>DROP POLICY.</summary>
    Drop,
}

/// <summary>CREATE, ALTER or DROP POLICY. T-SQL security policies name no table: <paramref name="Of"/> is then the policy.</summary>
public sealed record ChangePolicy(PolicyChange Change, string Name, ObjectName Of) : TableOperation(Of)
{
    /// <summary>Everything after the table, as written.</summary>
    public string? Definition { get; init; }

    /// <summary>Whether the policy is RESTRICTIVE.</summary>
    public bool Restrictive { get; init; }

    /// <summary><c>IF EXISTS</c> of DROP.</summary>
    public bool IfExists { get; init; }
}

/// <summary>
/// GRANT, on objects or of roles. <paramref name="Privileges"/> are upper case, with their columns as written (<c>SELECT (id, name)</c>);
/// for roles the roles, with <paramref name="ObjectType"/> <c>ROLE</c> and no objects. <paramref name="ObjectType"/> is upper case (<c>ALL TABLES IN SCHEMA</c>).
/// </summary>
public sealed record Grant(EquatableList<string> Privileges, string ObjectType, EquatableList<ObjectName> Objects, EquatableList<string> Grantees) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => ObjectType == "TABLE" && Objects.Count > 0 ? Objects[0] : default(ObjectName?);

    /// <summary>WITH GRANT OPTION and the like, as written.</summary>
    public string? Options { get; init; }

    /// <summary>Argument types of routines, as written without parentheses, one for each object; empty when none are written.</summary>
    public EquatableList<string> Signatures { get; init; }
}

/// <summary>REVOKE, T-SQL DENY.</summary>
public sealed record Revoke(EquatableList<string> Privileges, string ObjectType, EquatableList<ObjectName> Objects, EquatableList<string> Grantees) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => ObjectType == "TABLE" && Objects.Count > 0 ? Objects[0] : default(ObjectName?);

    /// <summary>GRANT OPTION FOR, CASCADE and the like, as written.</summary>
    public string? Options { get; init; }

    /// <summary>Argument types of routines, as written without parentheses, one for each object; empty when none are written.</summary>
    public EquatableList<string> Signatures { get; init; }

    /// <summary>Whether it is T-SQL DENY.</summary>
    public bool Deny { get; init; }
}

/// <summary>ALTER … OWNER TO, T-SQL ALTER AUTHORIZATION. <paramref name="ObjectType"/> is upper case (<c>MATERIALIZED VIEW</c>).</summary>
public sealed record ChangeOwner(string ObjectType, ObjectName Name, string Owner) : Operation
{
    /// <summary>Argument types of a routine, as written without parentheses; null when none are written.</summary>
    public string? Signature { get; init; }

    /// <inheritdoc />
    public override ObjectName? Table => ObjectType == "TABLE" ? Name : default(ObjectName?);
}

/// <summary>ALTER DEFAULT PRIVILEGES. <paramref name="Change"/> is everything after these words, as written.</summary>
public sealed record ChangeDefaultPrivileges(string Change) : Operation
{
    /// <summary>Whether privileges are revoked.</summary>
    public bool Revokes { get; init; }
}
