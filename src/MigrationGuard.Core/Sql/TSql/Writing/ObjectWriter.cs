using MigrationGuard.Operations;
using static MigrationGuard.Sql.TSql.Writing.Clauses;

namespace MigrationGuard.Sql.TSql.Writing;

/// <summary>Writes types, sequences and the objects without operations of their own.</summary>
internal static class ObjectWriter
{
    public static string? Write(Operation operation) => operation switch
    {
        CreateType type => $"CREATE TYPE {TSqlNames.Quote(type.Name)} {type.Definition}",
        DropType { IsDomain: false } drop => Words("DROP TYPE", When(drop.IfExists, "IF EXISTS"), TSqlNames.Quote(drop.Name)),
        RenameType { IsDomain: false } rename => rename.NewSchema is null
            ? $"EXEC sp_rename {TSqlNames.NameLiteral(rename.Name)}, {TSqlNames.Literal(rename.NewName)}, N'USERDATATYPE'"
            : $"ALTER SCHEMA {TSqlNames.Quote(rename.NewSchema)} TRANSFER TYPE::{TSqlNames.Quote(rename.Name)}",
        CreateSequence create => GuardWriter.UnlessObject(create.IfNotExists, create.Name, "SO", Words("CREATE SEQUENCE", TSqlNames.Quote(create.Name), create.Options)),
        AlterSequence alter => Words("ALTER SEQUENCE", TSqlNames.Quote(alter.Name), alter.Options),
        CreateObject create => Create(create),
        AlterObject alter => Alter(alter),
        RenameObject rename => Rename(rename),
        DropObject drop => Words(
            "DROP", Kind(drop.Kind, drop.Signature), When(drop.IfExists, "IF EXISTS"), TSqlNames.Quote(drop.Name), When(drop.Kind == ObjectKind.EventTrigger, "ON DATABASE")),
        Annotate annotate => annotate.Text,
        _ => null,
    };

    private static string Create(CreateObject create)
    {
        var definition = create.Definition.Length > 0 ? create.Definition : Kind(create.Kind, null) + " " + TSqlNames.Quote(create.Name);
        if (!create.IfNotExists)
        {
            return "CREATE " + definition;
        }

        return create.Kind == ObjectKind.Schema
            ? $"IF SCHEMA_ID({TSqlNames.Literal(create.Name.Name)}) IS NULL\n    {GuardWriter.Executed("CREATE " + definition)}"
            : $"IF OBJECT_ID({TSqlNames.NameLiteral(create.Name)}) IS NULL\n    CREATE {definition}";
    }

    /// <summary>Changes of change tracking, server settings and DDL triggers are kept as whole statements.</summary>
    private static string Alter(AlterObject alter)
    {
        var end = alter.Change.IndexOf(" ", StringComparison.Ordinal);
        var first = end < 0 ? alter.Change : alter.Change.Substring(0, end);
        return first.ToUpperInvariant() is "EXEC" or "EXECUTE" or "RECONFIGURE" or "SHUTDOWN" or "RESTORE" or "ADD" or "ENABLE" or "DISABLE"
            ? alter.Change
            : "ALTER " + alter.Change;
    }

    private static string? Rename(RenameObject rename)
    {
        if (rename.NewSchema is not null)
        {
            return $"ALTER SCHEMA {TSqlNames.Quote(rename.NewSchema)} TRANSFER {TSqlNames.Quote(rename.Name)}";
        }

        var type = rename.Kind == ObjectKind.Database ? ", N'DATABASE'" : rename.Signature == "STATISTICS" ? ", N'STATISTICS'" : ", N'OBJECT'";
        return rename.Kind == ObjectKind.Schema ? null : $"EXEC sp_rename {TSqlNames.NameLiteral(rename.Name)}, {TSqlNames.Literal(rename.NewName)}{type}";
    }

    private static string Kind(ObjectKind kind, string? signature) => kind switch
    {
        ObjectKind.Routine => signature is "FUNCTION" or "AGGREGATE" ? signature : "PROCEDURE",
        ObjectKind.Role or ObjectKind.Other => signature ?? (kind == ObjectKind.Role ? "ROLE" : "STATISTICS"),
        ObjectKind.EventTrigger => "TRIGGER",
        _ => kind.ToString().ToUpperInvariant(),
    };
}
