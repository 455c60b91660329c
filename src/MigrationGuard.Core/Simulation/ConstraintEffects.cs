using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Sql;

namespace MigrationGuard.Simulation;

/// <summary>What operations on constraints do to the schema.</summary>
internal static class ConstraintEffects
{
    public static DatabaseSchema Add(DatabaseSchema schema, ObjectName table, ConstraintDefinition definition, Moment at, bool validated)
    {
        if (table.IsPlaceholder)
        {
            return schema;
        }

        if (definition is DefaultConstraint value)
        {
            return ColumnEffects.SetDefault(schema, table, value, at);
        }

        schema = schema.Naming(table, at);
        if (at.Conditional && definition.Name is { } written && schema.Find(table)!.Constraint(written, schema.Syntax.Names) is not null)
        {
            return schema;
        }

        definition = ChosenNames.Named(schema, table, definition, at.Database);
        if (definition is UniqueConstraint unique)
        {
            (schema, definition) = WithIndex(schema, table, unique, at);
        }

        var refers = definition is ForeignKeyConstraint added && Refers(schema.Find(table)!, added.Referenced, schema.Syntax);
        var constraint = new TableConstraint(definition, validated, at.Now) { Enabled = !definition.NotEnforced };
        schema = schema.Change(table, at, t => t with
        {
            Constraints = t.Constraints.Append(constraint),
            DroppedConstraints = t.DroppedConstraints.RemoveAll(c => schema.Syntax.Same(c.Name, definition.Name)),
        });
        return definition switch
        {
            UniqueConstraint { IsPrimaryKey: true } key => NotNull(schema, table, key.Columns, at),
            NotNullConstraint notNull when validated => NotNull(schema, table, new EquatableList<string>([notNull.Column]), at),
            ForeignKeyConstraint key => schema.Change(key.Referenced, at, t => t with
            {
                ReferencedBy = refers ? t.ReferencedBy.Including(table, schema.Syntax) : t.ReferencedBy.Append(table),
            }),
            _ => schema,
        };
    }

    // The table that a new key names lists this one already when it has, or had, another key to it.
    private static bool Refers(Table table, ObjectName referenced, SqlSyntax syntax)
    {
        return Has(table.Constraints) || Has(table.DroppedConstraints);

        bool Has(EquatableList<TableConstraint> constraints) => constraints.Exists(c => c.Definition is ForeignKeyConstraint key && syntax.Same(key.Referenced, referenced));
    }

    public static DatabaseSchema Validate(DatabaseSchema schema, ValidateConstraint operation, Moment at)
    {
        schema = ChangeNamed(schema, operation.Of, operation.Name, at, c => c with { Validated = true, Enabled = true });
        return schema.Find(operation.Of)?.Constraint(operation.Name, schema.Syntax.Names)?.Definition is NotNullConstraint notNull
            ? NotNull(schema, operation.Of, new EquatableList<string>([notNull.Column]), at)
            : schema;
    }

    public static DatabaseSchema Drop(DatabaseSchema schema, DropConstraint operation, Moment at)
    {
        if (operation.Of.IsPlaceholder)
        {
            return schema;
        }

        schema = schema.Naming(operation.Of, at);
        var names = schema.Syntax.Names;
        if (operation.DefaultOf is { } of)
        {
            return ColumnEffects.DropDefault(schema, operation.Of, of, at);
        }

        var table = schema.Find(operation.Of)!;
        if (table.Columns.Find(c => names.Equals(c.DefaultName, operation.Name)) is { } column)
        {
            return ColumnEffects.DropDefault(schema, operation.Of, column.Name, at);
        }

        if (table.Constraint(operation.Name, names) is null)
        {
            return at.Database.ChoosesReadableNames ? schema : schema.With(WithDoubtfulDefaults(table));
        }

        var dropped = table.Constraint(operation.Name, names)!;
        schema = Remove(schema, table, c => names.Equals(c.Name, operation.Name), at);
        return dropped.Origin.Migration == at.Now.Migration ? schema : schema
            .Change(operation.Of, at, t => t with { DroppedConstraints = t.DroppedConstraints.Append(dropped with { Origin = at.Now }) });
    }

    public static DatabaseSchema Rename(DatabaseSchema schema, RenameConstraint operation, Moment at)
    {
        schema = ChangeNamed(schema, operation.Of, operation.Name, at, c => c with { Definition = c.Definition with { Name = operation.NewName } });
        foreach (var index in schema.IndexesOf(operation.Of))
        {
            if (schema.Syntax.Same(index.Constraint, operation.Name))
            {
                schema = schema.Without(index).With(index with { Name = new ObjectName(index.Name.Schema, operation.NewName), Constraint = operation.NewName });
            }
        }

        return schema;
    }

    public static DatabaseSchema Alter(DatabaseSchema schema, AlterConstraint operation, Moment at)
    {
        var enforced = operation.Change.IndexOf("ENFORCED", StringComparison.OrdinalIgnoreCase) >= 0;
        var enable = enforced && operation.Change.IndexOf("NOT ENFORCED", StringComparison.OrdinalIgnoreCase) < 0;
        return enforced
            ? ChangeNamed(schema, operation.Of, operation.Name, at, c => c with { Enabled = enable, Validated = enable })
            : schema.Naming(operation.Of, at);
    }

    public static DatabaseSchema Switch(DatabaseSchema schema, SwitchConstraint operation, Moment at)
    {
        var all = string.Equals(operation.Name, "ALL", StringComparison.OrdinalIgnoreCase);
        var names = schema.Syntax.Names;
        return schema.Change(operation.Of, at, t => t with
        {
            Constraints = t.Constraints.Map(c => c.Definition is CheckConstraint or ForeignKeyConstraint && (all || names.Equals(c.Name, operation.Name))
                ? c with { Enabled = operation.Enable, Validated = operation is { Enable: true, WithCheck: true } }
                : c),
        });
    }

    /// <summary>The schema without some constraints of a table and what belongs to them.</summary>
    public static DatabaseSchema Remove(DatabaseSchema schema, Table table, Predicate<TableConstraint> match, Moment at)
    {
        var syntax = schema.Syntax;
        var removed = table.Constraints.RemoveAll(c => !match(c));
        if (removed.Count == 0)
        {
            return schema;
        }

        schema = schema.Change(table.Name, at, t => t with { Constraints = t.Constraints.RemoveAll(match) });
        foreach (var constraint in removed)
        {
            schema = constraint.Definition switch
            {
                UniqueConstraint or ExclusionConstraint => WithoutIndexOf(schema, table.Name, constraint.Name),
                NotNullConstraint n when schema.FindColumn(table.Name, n.Column) is not null
                    => schema.ChangeColumn(table.Name, n.Column, at, c => c with { Nullable = true }),
                ForeignKeyConstraint key when !schema.Find(table.Name)!.Constraints.Exists(c => ConstraintColumns.References(c.Definition, key.Referenced, null, syntax))
                    => schema.Change(key.Referenced, at, t => t with { ReferencedBy = t.ReferencedBy.Excluding(table.Name, syntax) }),
                _ => schema,
            };
        }

        return schema;
    }

    private static (DatabaseSchema Schema, UniqueConstraint Definition) WithIndex(DatabaseSchema schema, ObjectName table, UniqueConstraint unique, Moment at)
    {
        if (unique.UsingIndex is { } used)
        {
            var index = schema.FindIndex(schema.IndexKey(used, table), null);
            var name = unique.Name ?? used;
            if (index is null)
            {
                return (schema, unique with { Name = name });
            }

            schema = schema.Without(index).With(index with { Name = new ObjectName(index.Name.Schema, name), Constraint = name });
            return (schema, unique with { Name = name, Columns = IndexEffects.Columns(index.Definition) });
        }

        if (unique.Name is null)
        {
            return (schema, unique);
        }

        var keys = new IndexKey[unique.Columns.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = new IndexKey(unique.Columns[i], null);
        }

        var definition = new CreateIndex(unique.Name, table, keys) { Unique = true, NullsNotDistinct = unique.NullsNotDistinct, Include = unique.Include };
        return (schema.With(new TableIndex(new ObjectName(table.Schema, unique.Name), table, definition, at.Now) { Constraint = unique.Name }), unique);
    }

    private static DatabaseSchema WithoutIndexOf(DatabaseSchema schema, ObjectName table, string? constraint)
    {
        foreach (var index in schema.IndexesOf(table))
        {
            if (constraint is not null && schema.Syntax.Same(index.Constraint, constraint))
            {
                return schema.Without(index);
            }
        }

        return schema;
    }

    private static DatabaseSchema NotNull(DatabaseSchema schema, ObjectName table, EquatableList<string> columns, Moment at)
    {
        foreach (var column in columns)
        {
            schema = schema.ChangeColumn(table, column, at, c => c with { Nullable = false });
        }

        return schema;
    }

    private static DatabaseSchema ChangeNamed(DatabaseSchema schema, ObjectName table, string name, Moment at, Converter<TableConstraint, TableConstraint> change)
        => schema.Change(table, at, t => t with { Constraints = t.Constraints.Map(c => schema.Syntax.Same(c.Name, name) ? change(c) : c) });

    /// <summary>A default may have gone with a constraint whose name the server chose.</summary>
    private static Table WithDoubtfulDefaults(Table table)
        => table with { Columns = table.Columns.Map(c => c is { HasDefault: true, DefaultName: null, Generated: null or GeneratedKind.None } ? c with { HasDefault = null } : c) };
}
