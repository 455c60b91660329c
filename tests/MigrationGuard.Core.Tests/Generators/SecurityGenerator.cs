using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Generators;

/// <summary>PostgreSQL row security, privileges and ownership.</summary>
internal static class SecurityGenerator
{
    private static readonly Gen<EquatableList<string>> Grantees =
        Generate.List(Gen.Frequency((4, NameGenerator.Role), (1, Generate.Words("public|current_user"))), 1, 2);

    private static readonly Gen<(EquatableList<string> Privileges, string Type, EquatableList<ObjectName> Objects, EquatableList<string> Signatures)> Subject =
        Gen.OneOf(
            from privileges in Privileges("SELECT|INSERT|UPDATE|ALL|SELECT (id, email)")
            from objects in Generate.List(NameGenerator.TableName, 1, 2)
            select (privileges, "TABLE", objects, default(EquatableList<string>)),
            from type in Generate.Words("SCHEMA|ALL TABLES IN SCHEMA|ALL SEQUENCES IN SCHEMA")
            from privileges in Privileges("USAGE|ALL")
            from objects in Generate.List(NameGenerator.Schema.Select(name => new ObjectName(null, name)), 1, 2)
            select (privileges, type, objects, default(EquatableList<string>)),
            from type in Generate.Words("FUNCTION|PROCEDURE|ROUTINE")
            from name in NameGenerator.ObjectName
            from signature in Generate.Pick<string[]>([], [""], ["integer, text"])
            select (new EquatableList<string>(["EXECUTE"]), type, new EquatableList<ObjectName>([name]), new EquatableList<string>(signature)),
            from roles in Generate.List(NameGenerator.Role, 1, 2)
            select (roles, "ROLE", default(EquatableList<ObjectName>), default(EquatableList<string>)));

    private static readonly Gen<Grant> Grant =
        from subject in Subject
        from grantees in Grantees
        from option in Generate.Rarely
        select new Grant(subject.Privileges, subject.Type, subject.Objects, grantees)
        {
            Signatures = subject.Signatures,
            Options = option ? subject.Type == "ROLE" ? "WITH ADMIN OPTION" : "WITH GRANT OPTION" : null,
        };

    private static readonly Gen<Revoke> Revoke =
        from subject in Subject
        from grantees in Grantees
        from option in Generate.Words("|GRANT OPTION FOR|CASCADE|GRANT OPTION FOR CASCADE")
        select new Revoke(subject.Privileges, subject.Type, subject.Objects, grantees)
        {
            Signatures = subject.Signatures,
            Options = option.Length == 0 ? null : subject.Type == "ROLE" ? option.Replace("GRANT", "ADMIN", StringComparison.Ordinal) : option,
        };

    private static readonly Gen<ChangePolicy> Policy =
        from table in NameGenerator.TableName
        from name in NameGenerator.Object
        from policy in Generate.Pick<(PolicyChange Change, string? Definition, bool Restrictive)>(
            (PolicyChange.Create, "FOR SELECT TO app_reader USING (tenant_id = current_setting('app.tenant')::bigint)", false),
            (PolicyChange.Create, "AS RESTRICTIVE USING (true) WITH CHECK (id > 0)", true),
            (PolicyChange.Create, null, false),
            (PolicyChange.Alter, "RENAME TO other", false),
            (PolicyChange.Alter, "USING (note IS NULL)", false),
            (PolicyChange.Drop, null, false))
        from ifExists in Generate.Either
        select new ChangePolicy(policy.Change, name, table)
        {
            Definition = policy.Definition,
            Restrictive = policy.Restrictive,
            IfExists = ifExists && policy.Change == PolicyChange.Drop,
        };

    private static readonly Gen<Operation> Other =
        from table in NameGenerator.TableName
        from security in Generate.Pick(RowSecurityChange.Enable, RowSecurityChange.Disable, RowSecurityChange.Force, RowSecurityChange.NoForce)
        from type in Generate.Pick<(string Name, string? Signature)>(
            ("TABLE", null), ("VIEW", null), ("MATERIALIZED VIEW", null), ("SEQUENCE", null), ("TYPE", null), ("FUNCTION", "integer"), ("FUNCTION", null))
        from role in NameGenerator.Role
        from operation in Generate.Pick<Operation>(
            new ChangeRowSecurity(table, security),
            new ChangeOwner(type.Name, table, role) { Signature = type.Signature },
            new ChangeDefaultPrivileges("IN SCHEMA app GRANT SELECT ON TABLES TO app_reader"),
            new ChangeDefaultPrivileges("REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC") { Revokes = true })
        select operation;

    public static Gen<Operation> Any { get; } = Generate.AnyOf(Generate.Plain(Grant), Generate.Plain(Revoke), Generate.Plain(Policy), Other, Other);

    private static Gen<EquatableList<string>> Privileges(string words) => Generate.List(Generate.Words(words), 1, 2);
}
