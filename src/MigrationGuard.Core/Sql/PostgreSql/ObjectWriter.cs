using MigrationGuard.Operations;
using static MigrationGuard.Sql.PostgreSql.NameWriter;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Sequences, views, and objects without operations of their own.</summary>
internal static class ObjectWriter
{
    public static string? Write(Operation operation) => operation switch
    {
        CreateSequence create => Words("CREATE SEQUENCE", create.IfNotExists ? "IF NOT EXISTS" : null, Name(create.Name), create.Options),
        AlterSequence alter => Words("ALTER SEQUENCE", Name(alter.Name), alter.Options),
        CreateView create => View(create),
        RefreshView refresh => Words(
            "REFRESH MATERIALIZED VIEW",
            refresh.Concurrently ? "CONCURRENTLY" : null,
            Name(refresh.Name),
            refresh.NoData ? "WITH NO DATA" : null),
        CreateObject create => "CREATE " + create.Definition,
        AlterObject alter => "ALTER " + alter.Change,
        RenameObject rename => Kind(rename.Kind, rename.Signature) is { } kind
            ? Words("ALTER", kind, Designation(rename.Kind, rename.Name, rename.Signature), NewPlace(rename.NewName, rename.NewSchema))
            : null,
        DropObject drop => Kind(drop.Kind, drop.Signature) is { } kind
            ? Words("DROP", kind, drop.IfExists ? "IF EXISTS" : null, Designation(drop.Kind, drop.Name, drop.Signature), drop.Cascade ? "CASCADE" : null)
            : null,
        Annotate annotate => annotate.Text,
        _ => null,
    };

    /// <summary><c>RENAME TO …</c> or <c>SET SCHEMA …</c></summary>
    public static string NewPlace(string newName, string? newSchema) => newSchema is null ? $"RENAME TO {Name(newName)}" : $"SET SCHEMA {Name(newSchema)}";

    private static string View(CreateView view) => Lines(
        Words(
            "CREATE",
            view.Replace ? "OR REPLACE" : null,
            view.Materialized ? "MATERIALIZED VIEW" : "VIEW",
            view.IfNotExists ? "IF NOT EXISTS" : null,
            Name(view.Name),
            List(view.Columns),
            view.Options,
            "AS"),
        view.Query.Text,
        view.CheckOption ? "WITH CHECK OPTION" : null);

    private static string Designation(ObjectKind kind, ObjectName name, string? signature) => kind switch
    {
        ObjectKind.Routine => Routine(name, signature),
        _ when signature is "CAST" or "LARGE OBJECT" => name.Name,
        _ => Name(name),
    };

    private static string? Kind(ObjectKind kind, string? words) => kind switch
    {
        ObjectKind.Schema => "SCHEMA",
        ObjectKind.Database => "DATABASE",
        ObjectKind.View => "VIEW",
        ObjectKind.MaterializedView => "MATERIALIZED VIEW",
        ObjectKind.Sequence => "SEQUENCE",
        ObjectKind.Routine => "ROUTINE",
        ObjectKind.Extension => "EXTENSION",
        ObjectKind.Role => "ROLE",
        ObjectKind.EventTrigger => "EVENT TRIGGER",
        ObjectKind.Replication => words ?? "PUBLICATION",
        // These are named by more than a name, which the operation does not keep.
        ObjectKind.Other when words is "OPERATOR" or "OPERATOR CLASS" or "OPERATOR FAMILY" or "TRANSFORM" or "USER MAPPING" => null,
        ObjectKind.Other => words,
        _ => null,
    };
}
