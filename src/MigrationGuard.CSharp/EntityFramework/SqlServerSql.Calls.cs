namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>The calls on tables, indexes, sequences and rows.</summary>
internal sealed partial class SqlServerSql
{
    // SqlServerModificationCommandBatch.cs: MaxBatchSize is 42 by default.
    private const int RowsPerInsert = 42;

    /// <inheritdoc />
    public override void AddColumn(EfName table, EfColumn column)
    {
        base.AddColumn(table, column);
        OutsideTransaction |= IsMemoryOptimized(column.Annotations, table);
    }

    /// <inheritdoc />
    public override void DropColumn(EfName table, string column, EfAnnotations annotations)
    {
        DropDefault(table, column, annotations.Text(ConstraintName));
        base.DropColumn(table, column, annotations);
        OutsideTransaction |= IsMemoryOptimized(annotations, table);
    }

    /// <inheritdoc />
    public override void CreateTable(EfTable table)
    {
        var annotations = table.Annotations;
        var options = new List<string>();
        string? period = null;
        if (annotations.IsTrue(Temporal) && annotations.Text(PeriodStart) is { } start && annotations.Text(PeriodEnd) is { } end)
        {
            period = $"PERIOD FOR SYSTEM_TIME({Quote(start)}, {Quote(end)})";
            options.Add($"SYSTEM_VERSIONING = ON (HISTORY_TABLE = {Quote(HistoryOf(table.Name, annotations))})");
        }

        if (annotations.IsTrue(MemoryOptimized))
        {
            options.Add("MEMORY_OPTIMIZED = ON");
            OutsideTransaction = true;
        }

        Add($"CREATE {Body(table, period)}{(options.Count == 0 ? "" : $" WITH ({string.Join(", ", options)})")}");
        if (table.Comment is { } comment)
        {
            Describe(table.Name, null, comment);
        }

        foreach (var column in table.Columns)
        {
            CommentOn(table.Name, column);
        }
    }

    /// <inheritdoc />
    public override void AlterTable(EfName table, EfCall call)
    {
        if (call.Annotations.IsTrue(Temporal) != call.OldAnnotations.IsTrue(Temporal))
        {
            var on = call.Annotations.IsTrue(Temporal);
            Add(on
                ? $"ALTER TABLE {Quote(table)} SET (SYSTEM_VERSIONING = ON (HISTORY_TABLE = {Quote(HistoryOf(table, call.Annotations))}))"
                : $"ALTER TABLE {Quote(table)} SET (SYSTEM_VERSIONING = OFF)");
        }

        AlterDescription(table, null, call.Text("oldComment"), call.Text("comment"));
        OutsideTransaction |= IsMemoryOptimized(call.Annotations, table);
    }

    /// <inheritdoc />
    public override void DropTable(EfName table, EfAnnotations annotations)
    {
        if (annotations.IsTrue(Temporal))
        {
            Add($"ALTER TABLE {Quote(table)} SET (SYSTEM_VERSIONING = OFF)");
        }

        base.DropTable(table, annotations);
        if (annotations.IsTrue(Temporal) && annotations.Text(HistoryName) is not null)
        {
            Add($"DROP TABLE {Quote(HistoryOf(table, annotations))}");
        }

        OutsideTransaction |= IsMemoryOptimized(annotations, table);
    }

    /// <inheritdoc />
    public override void CreateIndex(EfIndex index)
    {
        var columns = string.Join(", ", index.Columns.Select((name, i) => Quote(name) + (index.Descending is { } down && (down.Count == 0 || (i < down.Count && down[i])) ? " DESC" : "")));
        if (IsMemoryOptimized(index.Annotations, index.Table))
        {
            Add($"ALTER TABLE {Quote(index.Table)} ADD INDEX {Quote(index.Name)} {(index.Unique ? "UNIQUE " : "")}{KeyTraits(index.Annotations)}({columns})");
            OutsideTransaction = true;
            return;
        }

        Add($"CREATE {(index.Unique ? "UNIQUE " : "")}{KeyTraits(index.Annotations)}INDEX {Quote(index.Name)} ON {Quote(index.Table)} ({columns}){Include(index.Annotations)}"
            + $"{(string.IsNullOrEmpty(index.Filter) ? "" : " WHERE " + index.Filter)}{With(index.Annotations)}");
    }

    /// <inheritdoc />
    public override void DropIndex(string name, string? table, string? schema)
        => Add(table is null ? $"DROP INDEX {Quote(name)}" : $"DROP INDEX {Quote(name)} ON {Quote(new EfName(schema, table))}");

    /// <inheritdoc />
    public override void EnsureSchema(string name)
    {
        if (!name.Equals("dbo", StringComparison.OrdinalIgnoreCase))
        {
            Add($"IF SCHEMA_ID({TextLiteral(name)}) IS NULL EXEC({TextLiteral($"CREATE SCHEMA {Quote(name)};")})");
        }
    }

    /// <inheritdoc />
    public override void CreateSequence(EfName sequence, string? clrType, EfSequence options)
        => Add($"CREATE SEQUENCE {Quote(sequence)}{(clrType is null or "long" or "Int64" ? "" : " AS " + SqlServerTypes.Of(new EfColumn("") { ClrType = clrType }, false))}{options.ForCreate}");

    /// <inheritdoc />
    public override void RestartSequence(EfName sequence, long? start)
        => Add($"ALTER SEQUENCE {Quote(sequence)} RESTART{(start is { } value ? " WITH " + value.ToString(System.Globalization.CultureInfo.InvariantCulture) : "")}");

    /// <inheritdoc />
    public override void RenameColumn(EfName table, string name, string newName) => Rename($"{Quote(table)}.{Quote(name)}", newName, "COLUMN");

    /// <inheritdoc />
    public override void RenameIndex(EfName? table, EfName index, string newName)
        => Rename(table is { } of ? $"{Quote(of)}.{Quote(index.Name)}" : Quote(index), newName, "INDEX");

    /// <inheritdoc />
    public override void RenameSequence(EfName sequence, string? newName, string? newSchema) => RenameObject(sequence, newName, newSchema);

    /// <inheritdoc />
    public override void RenameTable(EfName table, string? newName, string? newSchema) => RenameObject(table, newName, newSchema);

    private void RenameObject(EfName name, string? newName, string? newSchema)
    {
        if (newName is not null && newName != name.Name)
        {
            Rename(Quote(name), newName, "OBJECT");
            name = name with { Name = newName };
        }

        // Without a new schema the object goes to the default schema of the user, which is dbo unless somebody changed it.
        if (newSchema != name.Schema)
        {
            Add($"ALTER SCHEMA {Quote(newSchema ?? "dbo")} TRANSFER {Quote(name)}");
        }
    }

    private void Rename(string name, string newName, string kind) => Add($"EXEC sp_rename {TextLiteral(name)}, {TextLiteral(newName)}, '{kind}'");

    /// <inheritdoc />
    public override void InsertData(EfRows rows)
    {
        IdentityInsert(rows, "ON");
        for (var from = 0; from < rows.Rows.Count; from += RowsPerInsert)
        {
            var values = Enumerable.Range(from, Math.Min(RowsPerInsert, rows.Rows.Count - from)).Select(i => $"({Row(rows, i)})");
            Add($"INSERT INTO {Quote(rows.Table)} ({List(rows.Columns)})\nVALUES {string.Join(",\n", values)}");
        }

        IdentityInsert(rows, "OFF");
    }

    private void IdentityInsert(EfRows rows, string state)
        => Add($"IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN ({string.Join(", ", rows.Columns.Select(TextLiteral))}) AND [object_id] = OBJECT_ID({TextLiteral(Quote(rows.Table))}))\n"
            + $"    SET IDENTITY_INSERT {Quote(rows.Table)} {state}");

    /// <inheritdoc />
    public override void UpdateData(EfRows keys, EfRows values)
    {
        for (var i = 0; i < Math.Min(keys.Rows.Count, values.Rows.Count); i++)
        {
            Add($"UPDATE {Quote(values.Table)} SET {Assigns(values, i)}\nWHERE {Selects(keys, i)}");
            Add("SELECT @@ROWCOUNT");
        }
    }

    /// <inheritdoc />
    public override void DeleteData(EfRows keys)
    {
        for (var i = 0; i < keys.Rows.Count; i++)
        {
            Add($"DELETE FROM {Quote(keys.Table)}\nWHERE {Selects(keys, i)}");
            Add("SELECT @@ROWCOUNT");
        }
    }

    private static EfName HistoryOf(EfName table, EfAnnotations annotations) => new(annotations.Text(HistorySchema) ?? table.Schema, annotations.Text(HistoryName) ?? table.Name + "History");
}
