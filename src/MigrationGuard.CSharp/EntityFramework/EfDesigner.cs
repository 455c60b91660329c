using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Reading.Declarations;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>The model in the designer part of a migration: the tables behind the migration. A table is read when it is asked for.</summary>
internal sealed class EfDesigner : IEfModel
{
    private readonly Dictionary<EfName, List<EfEntity>> _entities = [];
    private readonly Dictionary<EfName, EfEntityTable> _tables = [];

    private EfDesigner(BlockSyntax body)
    {
        var (named, derived) = (new Dictionary<string, EfName>(StringComparer.Ordinal), new List<(EfEntity Entity, string Base)>());
        foreach (var entity in EfEntity.In(body))
        {
            if (entity.Table is { } table)
            {
                named[entity.Name] = table;
                Add(table, entity);
            }
            else if (entity.Base is { } type)
            {
                derived.Add((entity, type));
            }
        }

        // A derived type without a table of its own is kept in the one of its base, which the snapshot writes in front of it.
        foreach (var (entity, type) in derived)
        {
            if (named.TryGetValue(type, out var table))
            {
                named[entity.Name] = table;
                Add(table, entity);
            }
        }
    }

    /// <summary>The model of a migration; null when it has none.</summary>
    public static EfDesigner? Of(MigrationClass migration)
    {
        foreach (var member in migration.Type.Members("BuildTargetModel"))
        {
            if (member is MethodDeclarationSyntax { Body: { } body })
            {
                return new EfDesigner(body);
            }
        }

        return null;
    }

    /// <inheritdoc />
    public EfTable? Find(EfName table) => Read(table)?.Table;

    /// <inheritdoc />
    public IReadOnlyList<EfIndex> Indexes(EfName table) => Read(table)?.Indexes ?? [];

    private void Add(EfName table, EfEntity entity)
    {
        if (!_entities.TryGetValue(table, out var list))
        {
            _entities[table] = list = [];
        }

        list.Add(entity);
    }

    private EfEntityTable? Read(EfName table)
    {
        // Two threads of a check may ask at once.
        lock (_tables)
        {
            if (!_tables.TryGetValue(table, out var read) && _entities.TryGetValue(table, out var entities))
            {
                _tables[table] = read = EfEntityTable.Of(table, entities);
            }

            return read;
        }
    }
}
