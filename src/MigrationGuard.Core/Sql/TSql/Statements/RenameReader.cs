using MigrationGuard.Operations;
using MigrationGuard.Sql.TSql.Reading;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads <c>sp_rename</c>. https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/sp-rename-transact-sql</summary>
internal static class RenameReader
{
    // Names that the tools give to constraints; sp_rename does not say what kind of object it renames.
    private static readonly string[] ConstraintPrefixes = ["PK_", "FK_", "DF_", "CK_", "UQ_", "UC_", "AK_", "CHK_", "CHECK_"];

    private static readonly string[] RoutinePrefixes = ["USP_", "SP_", "FN_", "UFN_", "UDF_"];

    public static bool Read(Statement statement, Arguments arguments)
    {
        if (arguments.Literal("@objname", 0) is not { } old || arguments.Literal("@newname", 1) is not { } name || arguments.IsComputed("@objtype", 2))
        {
            return statement.Refuse("the names are computed at run time");
        }

        var parts = QualifiedName.Parts(old);
        return statement.Add(Operation(parts, name, arguments.Literal("@objtype", 2)?.ToUpperInvariant()));
    }

    private static Operation Operation(List<string> parts, string name, string? kind)
    {
        var count = parts.Count;
        var whole = QualifiedName.Of(parts, count);
        switch (kind)
        {
            case "COLUMN" when count > 1:
                return new RenameColumn(QualifiedName.Of(parts, count - 1), parts[count - 1], name);
            case "INDEX" when count > 1:
                return new RenameIndex(parts[count - 1], name) { On = QualifiedName.Of(parts, count - 1) };
            case "USERDATATYPE":
                return new RenameType(whole, name);
            case "DATABASE":
                return new RenameObject(ObjectKind.Database, whole, name);
            case "STATISTICS":
                return new RenameObject(ObjectKind.Other, whole, name) { Signature = "STATISTICS" };
            case null when count > 2:
                return new RenameColumn(QualifiedName.Of(parts, count - 1), parts[count - 1], name);
            default:
                return Object(whole, name);
        }
    }

    private static Operation Object(ObjectName whole, string name)
    {
        if (Begins(whole.Name, ConstraintPrefixes))
        {
            return new RenameObject(ObjectKind.Other, whole, name) { Signature = "CONSTRAINT" };
        }

        return Begins(whole.Name, RoutinePrefixes) ? new RenameObject(ObjectKind.Routine, whole, name) : new RenameTable(whole, name);
    }

    private static bool Begins(string name, string[] prefixes) => Array.Exists(prefixes, p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase));
}
