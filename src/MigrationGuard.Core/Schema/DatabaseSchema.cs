using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Schema;

/// <summary>The schema as far as the history tells. Immutable; dropped objects stay as <see cref="Existence.Absent"/>.</summary>
public sealed record DatabaseSchema
{
    private DatabaseSchema(SqlSyntax syntax, bool complete)
    {
        Syntax = syntax;
        Complete = complete;
        Tables = new PersistentMap<ObjectName, Table>(syntax);
        Indexes = new PersistentMap<ObjectName, TableIndex>(syntax);
        Types = new PersistentMap<ObjectName, UserType>(syntax);
        Objects = new PersistentMap<ObjectKey, SchemaObject>(new ObjectKey.Comparer(syntax));
    }

    /// <summary>How names are compared and completed.</summary>
    public SqlSyntax Syntax { get; }

    /// <summary>Whether the history began at an empty database and everything was read, so that what is not here is absent.</summary>
    public bool Complete { get; init; }

    /// <summary>Tables and views.</summary>
    public PersistentMap<ObjectName, Table> Tables { get; private init; }

    /// <summary>Indexes by their key, see <see cref="IndexKey"/>.</summary>
    public PersistentMap<ObjectName, TableIndex> Indexes { get; private init; }

    /// <summary>Enums, domains and other types.</summary>
    public PersistentMap<ObjectName, UserType> Types { get; private init; }

    /// <summary>Sequences, routines, schemas, extensions.</summary>
    public PersistentMap<ObjectKey, SchemaObject> Objects { get; private init; }

    /// <summary>A schema in which nothing is known.</summary>
    public static DatabaseSchema Unknown(SqlSyntax syntax) => new(syntax, complete: false);

    /// <summary>An empty schema: what is not created is absent.</summary>
    public static DatabaseSchema Empty(SqlSyntax syntax) => new(syntax, complete: true);

    /// <summary>The table or view, also a dropped one; null when the history never named it.</summary>
    public Table? Find(ObjectName table) => Tables.Find(table);

    /// <summary>Whether the table or view is there.</summary>
    public Existence ExistenceOf(ObjectName table) => Find(table)?.Existence ?? Unnamed;

    /// <summary>The column, when table and column are known.</summary>
    public Column? FindColumn(ObjectName table, string column) => Find(table)?.Column(column, Syntax.Names);

    /// <summary>Whether the column is there.</summary>
    public Existence ExistenceOf(ObjectName table, string column) => Find(table) switch
    {
        null => Unnamed,
        { Existence: Existence.Absent } => Existence.Absent,
        _ when ObjectName.HoldsPlaceholder(column) => Existence.Unknown,
        { } found when found.Column(column, Syntax.Names) is not null => found.Existence,
        { Complete: true } => Existence.Absent,
        { } found => found.DroppedColumns.Exists(c => Syntax.Same(c, column)) ? Existence.Absent : Existence.Unknown,
    };

    /// <summary>The key of an index: its own name in the schema of its table, in T-SQL in the table itself, because index names are unique per table only.</summary>
    public ObjectName IndexKey(string name, ObjectName? table) => Syntax.Dialect == SqlDialect.TSql && table is { } of
        ? new ObjectName((of.Schema ?? Syntax.DefaultSchema) + "." + of.Name, name)
        : new ObjectName(table?.Schema, name);

    /// <summary>The index that a statement names; <paramref name="on"/> is the table where the dialect names it.</summary>
    public TableIndex? FindIndex(ObjectName name, ObjectName? on)
        => Indexes.Find(on is null ? name : IndexKey(name.Name, on)) ?? (on is null || name.Schema is null ? null : Indexes.Find(name));

    /// <summary>The known indexes of a table, those of its constraints included.</summary>
    public IEnumerable<TableIndex> IndexesOf(ObjectName table)
    {
        if (Find(table) is { } found)
        {
            foreach (var key in found.Indexes)
            {
                if (Indexes.Find(key) is { } index)
                {
                    yield return index;
                }
            }
        }
    }

    /// <summary>The type, also a dropped one; null when the history never named it.</summary>
    public UserType? FindType(ObjectName type) => Types.Find(type);

    /// <summary>Whether the type is there.</summary>
    public Existence ExistenceOfType(ObjectName type) => FindType(type)?.Existence ?? Unnamed;

    /// <summary>The sequence, routine, schema or other object, also a dropped one; null when the history never named it.</summary>
    public SchemaObject? FindObject(ObjectKind kind, ObjectName name) => Objects.Find(new ObjectKey(kind, name));

    /// <summary>Whether the object is there.</summary>
    public Existence ExistenceOf(ObjectKind kind, ObjectName name) => FindObject(kind, name)?.Existence ?? Unnamed;

    /// <summary>This schema with the table as given.</summary>
    public DatabaseSchema With(Table table) => table.Name.IsPlaceholder ? Uncertain : this with { Tables = Tables.Set(table.Name, table) };

    /// <summary>This schema with the type as given.</summary>
    public DatabaseSchema With(UserType type) => type.Name.IsPlaceholder ? Uncertain : this with { Types = Types.Set(type.Name, type) };

    /// <summary>This schema with the object as given.</summary>
    public DatabaseSchema With(SchemaObject item) => item.Name.IsPlaceholder ? Uncertain : this with { Objects = Objects.Set(new ObjectKey(item.Kind, item.Name), item) };

    /// <summary>This schema with the index, listed by its table when the table is known.</summary>
    public DatabaseSchema With(TableIndex index)
    {
        if (index.Name.IsPlaceholder || index.Of.IsPlaceholder)
        {
            return this;
        }

        var key = IndexKey(index.Name.Name, index.Of);
        var schema = Indexes.Find(key) is { } other && !Syntax.Same(other.Of, index.Of) ? Without(other) : this;
        schema = schema with { Indexes = schema.Indexes.Set(key, index) };
        return schema.Find(index.Of) is { } table && !table.Indexes.Exists(i => Syntax.Same(i, key))
            ? schema.With(table with { Indexes = table.Indexes.Append(key) })
            : schema;
    }

    /// <summary>This schema without the index.</summary>
    public DatabaseSchema Without(TableIndex index)
    {
        var key = IndexKey(index.Name.Name, index.Of);
        var schema = this with { Indexes = Indexes.Remove(key) };
        return schema.Find(index.Of) is { } table ? schema.With(table with { Indexes = table.Indexes.RemoveAll(i => Syntax.Same(i, key)) }) : schema;
    }

    /// <summary>This schema when something was done to an object whose name is not known: nothing is certainly absent any more.</summary>
    public DatabaseSchema Uncertain => Complete ? this with { Complete = false } : this;

    /// <summary>Whether a valid constraint of the table promises that the column is never NULL, though the column itself may not say so.</summary>
    public bool ImpliesNotNull(ObjectName table, string column)
    {
        if (Find(table) is not { } found)
        {
            return false;
        }

        foreach (var constraint in found.Constraints)
        {
            if (constraint is { Validated: true, Enabled: true } && constraint.Definition switch
            {
                CheckConstraint check => Condition.ImpliesNotNull(check.Condition.Text, column, Syntax),
                NotNullConstraint notNull => Syntax.Same(notNull.Column, column),
                _ => false,
            })
            {
                return true;
            }
        }

        return false;
    }

    private Existence Unnamed => Complete ? Existence.Absent : Existence.Unknown;
}
