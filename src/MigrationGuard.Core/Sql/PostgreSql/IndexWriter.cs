using MigrationGuard.Operations;
using static MigrationGuard.Sql.PostgreSql.NameWriter;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Operations on indexes.</summary>
internal static class IndexWriter
{
    public static string? Write(Operation operation) => operation switch
    {
        CreateIndex { Kind: IndexKind.Ordinary } create => Create(create),
        DropIndex drop => Words(
            "DROP INDEX",
            drop.Concurrently ? "CONCURRENTLY" : null,
            drop.IfExists ? "IF EXISTS" : null,
            Name(drop.Name),
            drop.Cascade ? "CASCADE" : null),
        RenameIndex { On: null } rename => $"ALTER INDEX {Name(rename.Name)} RENAME TO {Name(rename.NewName)}",
        AlterIndex { On: null, Change: IndexChange.Options } alter => Words("ALTER INDEX", Name(alter.Name), alter.Options.Other),
        Reindex reindex => Words(
            "REINDEX",
            reindex.Scope.ToString().ToUpperInvariant(),
            reindex.Concurrently ? "CONCURRENTLY" : null,
            reindex.Name.Name.Length == 0 ? null : Name(reindex.Name)),
        _ => null,
    };

    private static string Create(CreateIndex index) => Words(
        index.Unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX",
        index.Concurrently ? "CONCURRENTLY" : null,
        index.IfNotExists ? "IF NOT EXISTS" : null,
        index.Name is null ? null : Name(index.Name),
        index.Only ? "ON ONLY" : "ON",
        Name(index.Of),
        index.Method is null ? null : "USING " + Name(index.Method),
        $"({string.Join(", ", index.Keys.Select(Key))})",
        index.Include.Count == 0 ? null : "INCLUDE " + List(index.Include),
        index.NullsNotDistinct ? "NULLS NOT DISTINCT" : null,
        index.Storage,
        index.Where is null ? null : $"WHERE {index.Where}");

    private static string Key(IndexKey key) => Words(key.Column is null ? key.Expression?.Text : Name(key.Column), key.Options);
}
