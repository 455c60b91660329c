namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>The calls on tables, indexes, sequences and rows.</summary>
internal sealed partial class NpgsqlSql
{
    /// <inheritdoc />
    public override void CreateTable(EfTable table)
    {
        var parameters = StorageParameters(table.Annotations);
        var with = parameters.Count > 0 ? $"\nWITH ({string.Join(", ", parameters.Select(p => p.Key + "=" + p.Value))})" : "";
        Add($"CREATE {(table.Annotations.IsTrue(Unlogged) ? "UNLOGGED " : "")}{Body(table)}{with}");
        if (table.Comment is { } comment)
        {
            Add($"COMMENT ON TABLE {Quote(table.Name)} IS {TextLiteral(comment)}");
        }

        foreach (var column in table.Columns)
        {
            CommentOn(table.Name, column);
        }
    }

    /// <inheritdoc />
    public override void AlterTable(EfName table, EfCall call)
    {
        var (before, after) = (StorageParameters(call.OldAnnotations), StorageParameters(call.Annotations));
        var changed = after.Where(p => !before.TryGetValue(p.Key, out var old) || old != p.Value).Select(p => p.Key + "=" + p.Value).ToList();
        if (changed.Count > 0)
        {
            Add($"ALTER TABLE {Quote(table)} SET ({string.Join(", ", changed)})");
        }

        var removed = before.Keys.Where(key => !after.ContainsKey(key)).ToList();
        if (removed.Count > 0)
        {
            Add($"ALTER TABLE {Quote(table)} RESET ({string.Join(", ", removed)})");
        }

        if (call.Text("comment") is var comment && comment != call.Text("oldComment"))
        {
            Add($"COMMENT ON TABLE {Quote(table)} IS {(comment is null ? "NULL" : TextLiteral(comment))}");
        }

        if (call.Annotations.IsTrue(Unlogged) is var unlogged && unlogged != call.OldAnnotations.IsTrue(Unlogged))
        {
            Add($"ALTER TABLE {Quote(table)} SET {(unlogged ? "UNLOGGED" : "LOGGED")}");
        }
    }

    /// <inheritdoc />
    public override void CreateIndex(EfIndex index)
    {
        var concurrently = index.Annotations.IsTrue("Npgsql:CreatedConcurrently");
        var method = index.Annotations.Text("Npgsql:IndexMethod");
        Add($"CREATE {(index.Unique ? "UNIQUE " : "")}INDEX {(concurrently ? "CONCURRENTLY " : "")}{Quote(index.Name)} ON {Quote(index.Table)}{(string.IsNullOrEmpty(method) ? "" : " USING " + method)} "
            + $"({IndexColumns(index, method)}){KeyOptions(index.Annotations)}{(string.IsNullOrEmpty(index.Filter) ? "" : " WHERE " + index.Filter)}");
        OutsideTransaction |= concurrently;
    }

    private string IndexColumns(EfIndex index, string? method)
    {
        if (index.Annotations.Text(TsVectorConfig) is { } config)
        {
            var known = Model?.Find(index.Table)?.Columns ?? [];
            var parts = index.Columns.Select(name => known.FirstOrDefault(c => c.Name == name) is { Nullable: false } ? Quote(name) : $"coalesce({Quote(name)}, '')");
            return $"to_tsvector({TextLiteral(config)}, {string.Join(" || ' ' || ", parts)})";
        }

        var collations = index.Annotations.Texts("Relational:Collation");
        var operators = index.Annotations.Texts("Npgsql:IndexOperators");
        var nulls = Members(index.Annotations, "Npgsql:IndexNullSortOrder");
        var orders = Members(index.Annotations, "Npgsql:IndexSortOrder");
        var sorted = method is null or "" or "btree";
        return string.Join(", ", index.Columns.Select((name, i) => Quote(name)
            + (At(collations, i) is { Length: > 0 } collation ? " COLLATE " + Quote(collation) : "")
            + (At(operators, i) is { Length: > 0 } family ? " " + QuoteParts(family) : "")
            + (sorted && (index.Descending is { } down ? down.Count == 0 || (i < down.Count && down[i]) : At(orders, i) == "Descending") ? " DESC" : "")
            + (sorted ? At(nulls, i) switch { "NullsFirst" => " NULLS FIRST", "NullsLast" => " NULLS LAST", _ => "" } : "")));
    }

    private static IReadOnlyList<string> Members(EfAnnotations annotations, string name)
        => annotations.Find(name) is Reading.ListValue list ? [.. list.Items.Select(item => item is Reading.MemberValue member ? member.Member : "")] : [];

    private static string? At(IReadOnlyList<string> items, int index) => index < items.Count ? items[index] : null;

    private string QuoteParts(string name) => name.IndexOf('.') is var dot and >= 0 ? Quote(new EfName(name.Substring(0, dot), name.Substring(dot + 1))) : Quote(name);

    /// <inheritdoc />
    public override void DropIndex(string name, string? table, string? schema) => Add($"DROP INDEX {Quote(new EfName(schema, name))}");

    /// <inheritdoc />
    public override void EnsureSchema(string name)
    {
        if (name != "public")
        {
            Add($"DO $EF$\nBEGIN\n    IF NOT EXISTS(SELECT 1 FROM pg_namespace WHERE nspname = '{name.Replace("'", "''")}') THEN\n        CREATE SCHEMA {Quote(name)};\n    END IF;\nEND $EF$");
        }
    }

    /// <inheritdoc />
    public override void CreateSequence(EfName sequence, string? clrType, EfSequence options)
        => Add($"CREATE SEQUENCE {Quote(sequence)}{(clrType is null or "long" or "Int64" ? "" : " AS " + NpgsqlTypes.Of(new EfColumn("") { ClrType = clrType }))}{options.ForCreate}");

    /// <inheritdoc />
    public override void RestartSequence(EfName sequence, long? start)
    {
        if (start is { } value)
        {
            Add($"ALTER SEQUENCE {Quote(sequence)} START WITH {Number(value)}");
        }

        Add($"ALTER SEQUENCE {Quote(sequence)} RESTART");
    }

    /// <inheritdoc />
    public override void RenameColumn(EfName table, string name, string newName) => Add($"ALTER TABLE {Quote(table)} RENAME COLUMN {Quote(name)} TO {Quote(newName)}");

    /// <inheritdoc />
    public override void RenameIndex(EfName? table, EfName index, string newName)
    {
        if (newName != index.Name)
        {
            Add($"ALTER INDEX {Quote(index)} RENAME TO {Quote(newName)}");
        }
    }

    /// <inheritdoc />
    public override void RenameSequence(EfName sequence, string? newName, string? newSchema) => Rename("SEQUENCE", sequence, newName, newSchema);

    /// <inheritdoc />
    public override void RenameTable(EfName table, string? newName, string? newSchema) => Rename("TABLE", table, newName, newSchema);

    private void Rename(string kind, EfName name, string? newName, string? newSchema)
    {
        if (newName is not null && newName != name.Name)
        {
            Add($"ALTER {kind} {Quote(name)} RENAME TO {Quote(newName)}");
            name = name with { Name = newName };
        }

        if (newSchema is not null && newSchema != name.Schema)
        {
            Add($"ALTER {kind} {Quote(name)} SET SCHEMA {Quote(newSchema)}");
        }
    }

    /// <inheritdoc />
    public override void InsertData(EfRows rows)
    {
        for (var i = 0; i < rows.Rows.Count; i++)
        {
            Add($"INSERT INTO {Quote(rows.Table)} ({List(rows.Columns)})\nVALUES ({Row(rows, i)})");
        }
    }

    /// <inheritdoc />
    public override void UpdateData(EfRows keys, EfRows values)
    {
        for (var i = 0; i < Math.Min(keys.Rows.Count, values.Rows.Count); i++)
        {
            Add($"UPDATE {Quote(values.Table)} SET {Assigns(values, i)}\nWHERE {Selects(keys, i)}");
        }
    }

    /// <inheritdoc />
    public override void DeleteData(EfRows keys)
    {
        for (var i = 0; i < keys.Rows.Count; i++)
        {
            Add($"DELETE FROM {Quote(keys.Table)}\nWHERE {Selects(keys, i)}");
        }
    }

    /// <inheritdoc />
    protected override void CommentOn(EfName table, EfColumn column)
    {
        if (column.Comment is { } comment)
        {
            Add($"COMMENT ON COLUMN {Quote(table)}.{Quote(column.Name)} IS {TextLiteral(comment)}");
        }
    }
}
