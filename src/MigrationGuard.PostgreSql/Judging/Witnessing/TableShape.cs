using System.Text.Json;

namespace MigrationGuard.Postgres.Judging.Witnessing;

/// <summary>
/// What of a table decides whether a statement can be parsed and planned: columns, keys, unique indexes, replica identity.
/// Checks, foreign keys, triggers and policies act when rows are there, which an empty database has not.
/// </summary>
internal sealed record TableShape
{
    /// <summary>The qualified name.</summary>
    public required string Identity { get; init; }

    /// <summary>The columns in their order.</summary>
    public required IReadOnlyList<TableColumn> Columns { get; init; }

    /// <summary>Keys by name.</summary>
    public required IReadOnlyDictionary<string, string> Keys { get; init; }

    /// <summary>Statements that create unique indexes, by the index's name.</summary>
    public required IReadOnlyDictionary<string, string> Indexes { get; init; }

    /// <summary>Statements about replication, in order.</summary>
    public required IReadOnlyList<string> Replication { get; init; }

    /// <summary><c>PARTITION BY …</c> or empty.</summary>
    public required string Partitioning { get; init; }

    /// <summary>Reads the facts of a table.</summary>
    public static TableShape Read(CatalogObject relation)
    {
        var (table, facts) = (Names.Last(relation.Identity), relation.Facts);
        var indexes = facts.Members("indexes").ToDictionary(index => index.Name, index => index.Value, StringComparer.Ordinal);
        var keys = facts.Members("constraints").Where(constraint => constraint.Value.Word("type") is "p" or "u").ToList();
        return new TableShape
        {
            Identity = relation.Identity,
            Columns = [.. facts.Members("columns").Select(column => TableColumn.Read(column, table)).OrderBy(column => column.Position)],
            Keys = keys.ToDictionary(key => key.Name, key => Key(key, indexes.GetValueOrDefault(key.Name)), StringComparer.Ordinal),
            Indexes = indexes.Where(index => index.Value.Is("unique") && index.Value.Is("valid") && index.Value.Is("live") && !keys.Exists(key => key.Name == index.Key))
                .ToDictionary(index => index.Key, index => Index(index.Key, index.Value, relation.Identity), StringComparer.Ordinal),
            Replication = [.. ReplicationOf(relation)],
            Partitioning = facts.Word("partition_key") is { } partitioned ? " PARTITION BY " + partitioned.Replace("$self", table, StringComparison.Ordinal) : "",
        };
    }

    /// <summary>The statements that create it.</summary>
    public IEnumerable<string> Create()
    {
        var lines = Columns.Select(column => $"    {Names.Quote(column.Name)} {column.Definition}")
            .Concat(Keys.OrderBy(key => key.Key, StringComparer.Ordinal).Select(key => $"    CONSTRAINT {Names.Quote(key.Key)} {key.Value}"));
        yield return $"CREATE TABLE {Identity} (\n{string.Join(",\n", lines)}\n){Partitioning}";
        foreach (var statement in Indexes.OrderBy(index => index.Key, StringComparer.Ordinal).Select(index => index.Value).Concat(Replication))
        {
            yield return statement;
        }
    }

    private static string Key(JsonProperty key, JsonElement index)
    {
        var facts = key.Value;
        if (facts.Is("period"))
        {
            throw new NotRebuildableException($"key {key.Name} is WITHOUT OVERLAPS, which needs operator classes of an extension");
        }

        var kind = facts.Word("type") == "p" ? "PRIMARY KEY" : index.Is("nulls_not_distinct") ? "UNIQUE NULLS NOT DISTINCT" : "UNIQUE";
        var include = index.Words("include") is { Count: > 0 } columns ? $" INCLUDE ({Names.List(columns)})" : "";
        return $"{kind} ({Names.List(facts.Words("columns"))}){include}{(facts.Is("deferrable") ? " DEFERRABLE" : "")}{(facts.Is("deferred") ? " INITIALLY DEFERRED" : "")}";
    }

    private static string Index(string name, JsonElement facts, string table)
    {
        var keys = facts.Items("keys").Select(key => string.Concat(
            key.Word("expression") is { } expression && expression.StartsWith('"') || key.Word("expression") is { } word && word.All(c => char.IsLetterOrDigit(c) || c is '_' or '$') ? key.Word("expression") : $"({key.Word("expression")})",
            key.Word("collation") is { } collation and not "default" ? " COLLATE " + collation : "",
            key.Word("opclass") is { } opclass ? " " + opclass : "",
            key.Is("descending") ? " DESC" : ""));
        var include = facts.Words("include") is { Count: > 0 } columns ? $" INCLUDE ({Names.List(columns)})" : "";
        var sql = $"CREATE UNIQUE INDEX {Names.Quote(name)} ON {table} USING {facts.Word("method")} ({string.Join(", ", keys)}){include}{(facts.Is("nulls_not_distinct") ? " NULLS NOT DISTINCT" : "")}"
            + (facts.Word("predicate") is { } predicate ? $" WHERE {predicate}" : "");
        return sql.Replace("$self", Names.Last(table), StringComparison.Ordinal);
    }

    private static IEnumerable<string> ReplicationOf(CatalogObject relation)
    {
        if (relation.Facts.Word("replica_identity") is { } identity and not "d")
        {
            yield return $"ALTER TABLE {relation.Identity} REPLICA IDENTITY {(identity switch { "f" => "FULL", "n" => "NOTHING", _ => "USING INDEX " + Names.Quote(identity[2..]) })}";
        }

        foreach (var publication in relation.Facts.Items("publications"))
        {
            var columns = publication.Words("columns") is { Count: > 0 } names ? $" ({Names.List(names)})" : "";
            yield return $"CREATE PUBLICATION {Names.Quote(publication.Word("name")!)} FOR TABLE {relation.Identity}{columns} WITH (publish = '{string.Join(", ", publication.Words("operations")).ToLowerInvariant()}')";
        }
    }
}
