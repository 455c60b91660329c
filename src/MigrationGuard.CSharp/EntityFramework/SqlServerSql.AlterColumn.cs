using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>AlterColumn, AlterDatabase and what is done with defaults and comments.</summary>
internal sealed partial class SqlServerSql
{
    /// <inheritdoc />
    public override void AlterColumn(EfName table, EfColumn column, EfColumn old)
    {
        var indexes = IndexesOf(table, column.Name);
        OutsideTransaction |= IsMemoryOptimized(column.Annotations, table);
        if (column.ComputedSql != old.ComputedSql || column.Stored != old.Stored)
        {
            DropIndexes(indexes);
            DropColumn(table, column.Name, old.Annotations);
            AddColumn(table, column);
            indexes.ForEach(CreateIndex);
            return;
        }

        var (type, oldType) = (column.Type ?? TypeOf(column, table), old.Type ?? TypeOf(old, table));
        var narrowed = type != oldType || column.Collation != old.Collation || (!column.Nullable && old.Nullable) || column.Annotations.IsTrue(Sparse) != old.Annotations.IsTrue(Sparse);
        var altered = narrowed || IsAltered(column, old);
        if (narrowed)
        {
            DropIndexes(indexes);
        }

        AlterDefinition(table, (column, old), type, altered);
        AlterDescription(table, column.Name, old.Comment, column.Comment);
        if (narrowed)
        {
            indexes.ForEach(CreateIndex);
        }
    }

    private void AlterDefinition(EfName table, (EfColumn New, EfColumn Old) columns, string type, bool altered)
    {
        var (column, old) = columns;
        var redefault = altered || !SameDefault(column, old);
        if (redefault)
        {
            DropDefault(table, column.Name, old.Annotations.Text(ConstraintName));
        }

        if (!column.Nullable && old.Nullable && column.HasDefault)
        {
            Add($"UPDATE {Quote(table)} SET {Quote(column.Name)} = {DefaultValue(column, type)} WHERE {Quote(column.Name)} IS NULL");
        }

        if (altered)
        {
            // Defaults and identity are no part of ALTER COLUMN.
            var plain = column with { Default = null, DefaultSql = null, Annotations = column.Annotations.Without(Identity, Strategy) };
            Add($"ALTER TABLE {Quote(table)} ALTER COLUMN {Definition(plain, table)}");
        }

        if (redefault && column.HasDefault)
        {
            Redefaulted = column.Name;
            Add($"ALTER TABLE {Quote(table)} ADD{Default(column, type)} FOR {Quote(column.Name)}");
        }
    }

    private static bool IsAltered(EfColumn column, EfColumn old)
        => column.ClrType != old.ClrType || column.Type != old.Type || column.Unicode != old.Unicode || column.FixedLength != old.FixedLength || column.MaxLength != old.MaxLength
            || column.Precision != old.Precision || column.Scale != old.Scale || column.RowVersion != old.RowVersion || column.Nullable != old.Nullable
            || !column.Annotations.Without(Identity).IsSame(old.Annotations.Without(Identity));

    private List<EfIndex> IndexesOf(EfName table, string column)
        => [.. (Model?.Indexes(table) ?? []).Where(index => index.Columns.Contains(column) || index.Annotations.Texts("SqlServer:Include").Contains(column))];

    private void DropIndexes(List<EfIndex> indexes)
    {
        foreach (var index in indexes)
        {
            DropIndex(index.Name, index.Table.Name, index.Table.Schema);
        }
    }

    private void DropDefault(EfName table, string column, string? constraint)
    {
        if (constraint is not null)
        {
            Add($"ALTER TABLE {Quote(table)} DROP CONSTRAINT [{constraint}]");
            return;
        }

        var variable = Variable("@var");
        Add($"DECLARE {variable} nvarchar(max)");
        Add($"SELECT {variable} = QUOTENAME([d].[name])\nFROM [sys].[default_constraints] [d]\nINNER JOIN [sys].[columns] [c] ON [d].[parent_column_id] = [c].[column_id] AND "
            + $"[d].[parent_object_id] = [c].[object_id]\nWHERE ([d].[parent_object_id] = OBJECT_ID({TextLiteral(Quote(table))}) AND [c].[name] = {TextLiteral(column)})");
        Add($"IF {variable} IS NOT NULL EXEC({TextLiteral($"ALTER TABLE {Quote(table)} DROP CONSTRAINT ")} + {variable} + ';')");
    }

    /// <inheritdoc />
    public override void AlterDatabase(EfCall call)
    {
        OutsideTransaction = true;
        if (call.Annotations.Text("SqlServer:EditionOptions") is { } edition)
        {
            Add($"ALTER DATABASE CURRENT MODIFY ({edition})");
        }

        if (call.Text("collation") is { } collation && collation != call.Text("oldCollation"))
        {
            Add($"ALTER DATABASE CURRENT COLLATE {collation}");
        }
    }

    /// <inheritdoc />
    protected override void CommentOn(EfName table, EfColumn column) => AlterDescription(table, column.Name, null, column.Comment);

    private void AlterDescription(EfName table, string? column, string? old, string? comment)
    {
        if (old == comment)
        {
            return;
        }

        if (old is not null)
        {
            Add($"EXEC sp_dropextendedproperty 'MS_Description', 'SCHEMA', {Owner(table)}, 'TABLE', {TextLiteral(table.Name)}{Part(column)}");
        }

        if (comment is not null)
        {
            Describe(table, column, comment);
        }
    }

    private void Describe(EfName table, string? column, string comment)
        => Add($"EXEC sp_addextendedproperty 'MS_Description', {TextLiteral(comment)}, 'SCHEMA', {Owner(table)}, 'TABLE', {TextLiteral(table.Name)}{Part(column)}");

    private string Owner(EfName table) => TextLiteral(table.Schema ?? "dbo");

    private string Part(string? column) => column is null ? "" : $", 'COLUMN', {TextLiteral(column)}";
}
