using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.EntityFrameworkCore.Collecting;

/// <summary>What a migration knows of the schema in front of it: its model, less what it does itself, and the old columns of its changes.</summary>
/// <param name="context">The context that migrates.</param>
/// <param name="operations">The way up; empty where the way down begins behind it.</param>
/// <param name="model">The model behind the way up; one without tables where nobody wrote it down.</param>
/// <param name="dialect">The dialect.</param>
internal sealed class ModelKnowledge(DbContext context, IReadOnlyList<MigrationOperation> operations, IModel? model, SqlDialect dialect) : ISchemaKnowledge
{
    private readonly Dictionary<ObjectName, IReadOnlyList<Operation>> _known = [];
    private readonly Lazy<IReadOnlyList<MigrationOperation>> _making = new(() => model is null ? [] : context.GetService<IMigrationsModelDiffer>().GetDifferences(null, model.GetRelationalModel()));

    /// <inheritdoc />
    public IReadOnlyList<Operation> Of(ObjectName table)
    {
        // Candidates may be checked at once.
        lock (_known)
        {
            if (!_known.TryGetValue(table, out var known))
            {
                _known[table] = known = Known(table);
            }

            return known;
        }
    }

    // A judgement may be looked at when its context is gone, and a model may hold what the provider refuses: then nothing is known.
    private List<Operation> Known(ObjectName table)
    {
        try
        {
            return OperationChanges.Makes(operations, table) ? [] : Read(table);
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException or ArgumentException)
        {
            return [];
        }
    }

    private List<Operation> Read(ObjectName table)
    {
        var changes = new OperationChanges(operations, table);
        var made = _making.Value.OfType<CreateTableOperation>().FirstOrDefault(one => new ObjectName(one.Schema, one.Name) == table);
        List<MigrationOperation> before = [.. changes.Before(made?.Columns ?? [], table)];
        if (made?.PrimaryKey is { Name: { } primary } key && !changes.HasAdded(primary))
        {
            key.Columns = Before(key.Columns, changes);
            before.Add(key);
        }

        foreach (var unique in (made?.UniqueConstraints ?? []).Where(unique => unique.Name is not null && !changes.HasAdded(unique.Name)))
        {
            unique.Columns = Before(unique.Columns, changes);
            before.Add(unique);
        }

        foreach (var index in _making.Value.OfType<CreateIndexOperation>().Where(one => new ObjectName(one.Schema, one.Table) == table && !changes.HasAdded(one.Name)))
        {
            index.Columns = Before(index.Columns, changes);
            before.Add(index);
        }

        return before.Count == 0 ? [] : Written(before);
    }

    private static string[] Before(string[] columns, OperationChanges changes) => Array.ConvertAll(columns, changes.Before);

    private List<Operation> Written(List<MigrationOperation> before)
    {
        var script = new CommandScript(dialect, "");
        foreach (var command in context.GetService<IMigrationsSqlGenerator>().Generate(before, model))
        {
            script.Add(command);
        }

        return [.. script.Read().Steps.Select(static step => step.Operation).Where(static operation => operation is AddColumn or AddConstraint or CreateIndex)];
    }
}
