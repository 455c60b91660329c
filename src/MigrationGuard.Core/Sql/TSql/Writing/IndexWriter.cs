using MigrationGuard.Operations;
using static MigrationGuard.Sql.TSql.Writing.Clauses;

namespace MigrationGuard.Sql.TSql.Writing;

/// <summary>Writes the operations on indexes.</summary>
internal static class IndexWriter
{
    public static string? Write(Operation operation) => operation switch
    {
        CreateIndex create => Create(create),
        DropIndex { On: { } table } drop => Words(
            "DROP INDEX", When(drop.IfExists, "IF EXISTS"), TSqlNames.Quote(drop.Name.Name), "ON", TSqlNames.Quote(table), OptionsWriter.With(drop.Options)),
        RenameIndex { On: { } table } rename =>
            $"EXEC sp_rename {TSqlNames.Literal(TSqlNames.Quote(table) + "." + TSqlNames.Quote(rename.Name.Name))}, {TSqlNames.Literal(rename.NewName)}, N'INDEX'",
        AlterIndex { On: { } table } alter =>
            $"ALTER INDEX {(alter.Name.Name == "ALL" ? "ALL" : TSqlNames.Quote(alter.Name.Name))} ON {TSqlNames.Quote(table)} {Change(alter)}",
        _ => null,
    };

    private static string? Create(CreateIndex index)
    {
        var keys = Keys(index);
        if (keys is null || (index.Name is null && index.Kind != IndexKind.Special))
        {
            return null;
        }

        var statement = Words(
            "CREATE",
            When(index.Unique, "UNIQUE"),
            Kind(index),
            "INDEX",
            index.Name is null ? null : TSqlNames.Quote(index.Name),
            "ON",
            TSqlNames.Quote(index.Of),
            keys,
            Clause("INCLUDE", Names(index.Include)),
            Clause("WHERE", index.Where?.Text),
            OptionsWriter.With(index.Options),
            index.Storage);
        return index.Name is null ? statement : GuardWriter.UnlessIndex(index.IfNotExists, index.Of, index.Name, statement);
    }

    private static string? Kind(CreateIndex index) => index.Kind switch
    {
        IndexKind.Clustered => "CLUSTERED",
        IndexKind.Columnstore => index.Keys.Count == 0 ? "CLUSTERED COLUMNSTORE" : "NONCLUSTERED COLUMNSTORE",
        IndexKind.Special => index.Method?.ToUpperInvariant(),
        _ => null,
    };

    /// <summary>The keys in parentheses; null when one is an expression, which T-SQL does not index.</summary>
    private static string? Keys(CreateIndex index)
    {
        var keys = new List<string>();
        foreach (var key in index.Keys)
        {
            if (key.Column is null)
            {
                return null;
            }

            keys.Add(Words(TSqlNames.Quote(key.Column), key.Options));
        }

        return keys.Count == 0 ? "" : "(" + string.Join(", ", keys) + ")";
    }

    private static string Change(AlterIndex alter) => alter.Change switch
    {
        IndexChange.Rebuild => OptionsWriter.Rebuild(alter.Options),
        IndexChange.Reorganize => Words("REORGANIZE", alter.Options.Other),
        IndexChange.Disable => "DISABLE",
        _ => alter.Options.Other ?? "RESUME",
    };
}
