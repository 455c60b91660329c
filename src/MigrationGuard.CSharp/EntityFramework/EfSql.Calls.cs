using System.Text;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>The calls, one method each.</summary>
internal abstract partial class EfSql
{
    /// <summary>AddColumn.</summary>
    public virtual void AddColumn(EfName table, EfColumn column)
    {
        if (!IsSystemColumn(column.Name))
        {
            Add($"ALTER TABLE {Quote(table)} ADD {Definition(column, table)}");
            CommentOn(table, column);
        }
    }

    /// <summary>AlterColumn.</summary>
    public abstract void AlterColumn(EfName table, EfColumn column, EfColumn old);

    /// <summary>AddForeignKey.</summary>
    public void AddForeignKey(EfName table, EfForeignKey key) => Add($"ALTER TABLE {Quote(table)} ADD {Definition(key)}");

    /// <summary>AddPrimaryKey, AddUniqueConstraint.</summary>
    public void AddKey(EfName table, EfKey key) => Add($"ALTER TABLE {Quote(table)} ADD {Definition(key)}");

    /// <summary>AddCheckConstraint.</summary>
    public void AddCheck(EfName table, EfCheck check) => Add($"ALTER TABLE {Quote(table)} ADD {Definition(check)}");

    /// <summary>AlterDatabase.</summary>
    public abstract void AlterDatabase(EfCall call);

    /// <summary>AlterTable.</summary>
    public abstract void AlterTable(EfName table, EfCall call);

    /// <summary>CreateTable.</summary>
    public abstract void CreateTable(EfTable table);

    /// <summary>CreateIndex.</summary>
    public abstract void CreateIndex(EfIndex index);

    /// <summary>EnsureSchema.</summary>
    public abstract void EnsureSchema(string name);

    /// <summary>CreateSequence.</summary>
    public abstract void CreateSequence(EfName sequence, string? clrType, EfSequence options);

    /// <summary>AlterSequence.</summary>
    public void AlterSequence(EfName sequence, EfSequence options) => Add($"ALTER SEQUENCE {Quote(sequence)}{options.ForAlter}");

    /// <summary>RestartSequence.</summary>
    public abstract void RestartSequence(EfName sequence, long? start);

    /// <summary>DropColumn.</summary>
    public virtual void DropColumn(EfName table, string column, EfAnnotations annotations)
    {
        if (!IsSystemColumn(column))
        {
            Add($"ALTER TABLE {Quote(table)} DROP COLUMN {Quote(column)}");
        }
    }

    /// <summary>DropForeignKey, DropPrimaryKey, DropUniqueConstraint, DropCheckConstraint.</summary>
    public void DropConstraint(EfName table, string name) => Add($"ALTER TABLE {Quote(table)} DROP CONSTRAINT {Quote(name)}");

    /// <summary>DropIndex; the table is null where the call does not name it.</summary>
    public abstract void DropIndex(string name, string? table, string? schema);

    /// <summary>DropSchema.</summary>
    public void DropSchema(string name) => Add($"DROP SCHEMA {Quote(name)}");

    /// <summary>DropSequence.</summary>
    public void DropSequence(EfName sequence) => Add($"DROP SEQUENCE {Quote(sequence)}");

    /// <summary>DropTable.</summary>
    public virtual void DropTable(EfName table, EfAnnotations annotations) => Add($"DROP TABLE {Quote(table)}");

    /// <summary>RenameColumn.</summary>
    public abstract void RenameColumn(EfName table, string name, string newName);

    /// <summary>RenameIndex.</summary>
    public abstract void RenameIndex(EfName? table, EfName index, string newName);

    /// <summary>RenameSequence; a null stays as it is.</summary>
    public abstract void RenameSequence(EfName sequence, string? newName, string? newSchema);

    /// <summary>RenameTable; a null stays as it is.</summary>
    public abstract void RenameTable(EfName table, string? newName, string? newSchema);

    /// <summary>EnsurePostgresExtension; other databases have no such thing.</summary>
    public virtual void EnsureExtension(EfName extension, string? version)
    {
    }

    /// <summary>InsertData.</summary>
    public abstract void InsertData(EfRows rows);

    /// <summary>UpdateData.</summary>
    public abstract void UpdateData(EfRows keys, EfRows values);

    /// <summary>DeleteData.</summary>
    public abstract void DeleteData(EfRows keys);

    /// <summary>The comment of a new column, as a statement of its own.</summary>
    protected abstract void CommentOn(EfName table, EfColumn column);

    /// <summary>CREATE TABLE up to the closing parenthesis.</summary>
    protected string Body(EfTable table, string? more = null)
    {
        var items = new List<string>();
        foreach (var column in table.Columns)
        {
            if (!IsSystemColumn(column.Name))
            {
                items.Add(Definition(column, table.Name));
            }
        }

        if (table.PrimaryKey is { } key)
        {
            items.Add(Definition(key));
        }

        items.AddRange(table.UniqueConstraints.Select(Definition));
        items.AddRange(table.Checks.Select(Definition));
        items.AddRange(table.ForeignKeys.Select(Definition));
        if (more is not null)
        {
            items.Add(more);
        }

        return new StringBuilder($"TABLE {Quote(table.Name)} (\n    ").Append(string.Join(",\n    ", items)).Append("\n)").ToString();
    }

    /// <summary>A row of values with commas.</summary>
    protected string Row(EfRows rows, int row) => string.Join(", ", rows.Rows[row].Select((value, i) => Cell(rows, i, value)));

    /// <summary>The condition that selects a row by its key.</summary>
    protected string Selects(EfRows keys, int row)
        => string.Join(" AND ", keys.Rows[row].Select((value, i) => Cell(keys, i, value) is var cell and not "NULL" ? $"{Quote(keys.Columns[i])} = {cell}" : $"{Quote(keys.Columns[i])} IS NULL"));

    /// <summary>The assignments of UPDATE.</summary>
    protected string Assigns(EfRows values, int row) => string.Join(", ", values.Rows[row].Select((value, i) => $"{Quote(values.Columns[i])} = {Cell(values, i, value)}"));

    private string Cell(EfRows rows, int column, Reading.Value value)
        => value is Reading.ConstantValue { Constant: null } ? "NULL" : Literal(value, rows.Types.Count > column ? rows.Types[column] : ModelType(rows, column));

    private string? ModelType(EfRows rows, int column)
    {
        foreach (var known in Model?.Find(rows.Table)?.Columns ?? [])
        {
            if (known.Name == rows.Columns[column])
            {
                return known.Type;
            }
        }

        return null;
    }
}
