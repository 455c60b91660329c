namespace MigrationGuard.Postgres.Judging.Witnessing;

/// <summary>The statements that make one shape of a table of another.</summary>
internal static class TableChange
{
    /// <summary>The statements; null when the difference has none that this writes.</summary>
    public static IReadOnlyList<string>? Between(TableShape old, TableShape current)
    {
        if (old.Partitioning != current.Partitioning || !current.Replication.Take(old.Replication.Count).SequenceEqual(old.Replication))
        {
            return null;
        }

        var statements = new List<string>();
        var table = current.Identity;
        if (old.Identity != current.Identity)
        {
            statements.AddRange(Rename(old.Identity, current.Identity));
        }

        var alter = "ALTER TABLE " + table;
        statements.AddRange(old.Indexes.Where(index => Changed(old, current, index.Key)).Select(index => $"DROP INDEX {Names.SchemaOf(table)}.{Names.Quote(index.Key)}"));
        statements.AddRange(old.Keys.Where(key => current.Keys.GetValueOrDefault(key.Key) != key.Value).Select(key => $"{alter} DROP CONSTRAINT {Names.Quote(key.Key)}"));
        Columns(old, current, statements);
        statements.AddRange(current.Keys.Where(key => old.Keys.GetValueOrDefault(key.Key) != key.Value).Select(key => $"{alter} ADD CONSTRAINT {Names.Quote(key.Key)} {key.Value}"));
        statements.AddRange(current.Indexes.Where(index => Changed(current, old, index.Key)).Select(index => index.Value));
        statements.AddRange(current.Replication.Skip(old.Replication.Count));
        return statements;
    }

    private static bool Changed(TableShape one, TableShape other, string index)
        => !other.Indexes.TryGetValue(index, out var sql) || !string.Equals(sql.Replace(other.Identity, one.Identity, StringComparison.Ordinal), one.Indexes[index], StringComparison.Ordinal);

    private static IEnumerable<string> Rename(string old, string current)
    {
        var (name, schema) = (Names.Last(current), Names.SchemaOf(current));
        if (Names.SchemaOf(old) != schema)
        {
            yield return $"CREATE SCHEMA IF NOT EXISTS {schema}";
            yield return $"ALTER TABLE {old} SET SCHEMA {schema}";
        }

        if (Names.Last(old) != name)
        {
            yield return $"ALTER TABLE {schema}.{Names.Last(old)} RENAME TO {name}";
        }
    }

    private static void Columns(TableShape old, TableShape current, List<string> statements)
    {
        var alter = "ALTER TABLE " + current.Identity;
        var gone = old.Columns.Where(column => current.Columns.All(other => other.Name != column.Name)).ToList();
        var come = current.Columns.Where(column => old.Columns.All(other => other.Name != column.Name)).ToList();
        foreach (var column in gone.ToList())
        {
            if (come.Find(other => other.Position == column.Position && other.Definition == column.Definition) is { } renamed)
            {
                statements.Add($"{alter} RENAME COLUMN {Names.Quote(column.Name)} TO {Names.Quote(renamed.Name)}");
                gone.Remove(column);
                come.Remove(renamed);
            }
        }

        foreach (var column in current.Columns)
        {
            if (old.Columns.FirstOrDefault(other => other.Name == column.Name) is { } before && before.Definition != column.Definition)
            {
                Column(alter, before, column, statements);
            }
        }

        statements.AddRange(come.Select(column => $"{alter} ADD COLUMN {Names.Quote(column.Name)} {column.Definition}"));
        statements.AddRange(gone.Select(column => $"{alter} DROP COLUMN {Names.Quote(column.Name)}"));
    }

    private static void Column(string alter, TableColumn old, TableColumn current, List<string> statements)
    {
        var name = Names.Quote(current.Name);
        if (old.Generation != current.Generation)
        {
            statements.Add($"{alter} DROP COLUMN {name}");
            statements.Add($"{alter} ADD COLUMN {name} {current.Definition}");
            return;
        }

        var retyped = old.Type != current.Type;
        if (old.Default is not null && (retyped || old.Default != current.Default))
        {
            statements.Add($"{alter} ALTER COLUMN {name} DROP DEFAULT");
        }

        if (retyped)
        {
            var type = current.Type.Split(" COLLATE ")[0];
            statements.Add($"{alter} ALTER COLUMN {name} TYPE {current.Type} USING {name}::text::{type}");
        }

        if (current.Default is not null && (retyped || old.Default != current.Default))
        {
            statements.Add($"{alter} ALTER COLUMN {name} SET DEFAULT {current.Default}");
        }

        if (old.NotNull != current.NotNull)
        {
            statements.Add($"{alter} ALTER COLUMN {name} {(current.NotNull ? "SET" : "DROP")} NOT NULL");
        }
    }
}
