using MigrationGuard.CSharp.Reading;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>What an EF Core migration knows of the schema in front of it: the model behind it, less what it does itself, and the <c>old…</c> arguments of AlterColumn.</summary>
internal sealed class EfKnowledge(Lazy<EfDesigner?> designer, IReadOnlyList<MigrationCall> calls, SqlDialect dialect) : ISchemaKnowledge
{
    private readonly Dictionary<ObjectName, IReadOnlyList<Operation>> _known = [];
    private readonly Lazy<EfChanges> _changes = new(() => EfChanges.Of(calls));

    /// <inheritdoc />
    public IReadOnlyList<Operation> Of(ObjectName table)
    {
        // Candidates may be checked at once.
        lock (_known)
        {
            if (!_known.TryGetValue(table, out var known))
            {
                _known[table] = known = Read(new EfName(table.Schema, table.Name));
            }

            return known;
        }
    }

    private IReadOnlyList<Operation> Read(EfName table)
    {
        if (_changes.Value.Makes(table))
        {
            return [];
        }

        var (model, changes) = (designer.Value?.Find(table), _changes.Value.Of(table));
        var sql = EfSql.For(dialect, designer.Value);
        foreach (var column in changes.Before(model?.Columns ?? []))
        {
            sql.AddColumn(table, column with { Comment = null });
        }

        foreach (var key in model is null ? [] : model.UniqueConstraints.Concat(model.PrimaryKey is { } primary ? [primary] : []))
        {
            if (key.Name is { } name && !changes.Added.Contains(name))
            {
                sql.AddKey(table, key with { Columns = changes.Before(key.Columns) });
            }
        }

        foreach (var index in designer.Value?.Indexes(table) ?? [])
        {
            if (!changes.Added.Contains(index.Name))
            {
                sql.CreateIndex(index with { Columns = changes.Before(index.Columns) });
            }
        }

        var text = sql.Text;
        return text.Length == 0 ? [] : [.. Sqls.Reader(dialect).Read(new SqlSource("", text)).Steps.Select(step => step.Operation).Where(operation => operation is AddColumn or AddConstraint or CreateIndex)];
    }
}
