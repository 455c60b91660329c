using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Simulation;

/// <summary>What operations on views, triggers, routines, sequences and other objects do to the schema.</summary>
internal static class ObjectEffects
{
    public static DatabaseSchema Create(DatabaseSchema schema, CreateView operation, Moment at)
    {
        var before = schema.Find(operation.Name);
        if (before is { Existence: Existence.Exists } && (operation.IfNotExists || (at.Conditional && !operation.Replace)))
        {
            return schema;
        }

        var replaced = operation.Replace && before is { Existence: not Existence.Absent };
        var columns = operation.Columns.Count > 0 ? operation.Columns : operation.OutputColumns ?? default;
        var view = new Table(operation.Name)
        {
            Kind = operation.Materialized ? RelationKind.MaterializedView : RelationKind.View,
            Origin = replaced ? before!.Origin : at.Now,
            Complete = columns.Count > 0,
            View = operation,
            ReadBy = replaced ? before!.ReadBy : default,
            Triggers = replaced ? before!.Triggers : default,
        };
        foreach (var column in columns)
        {
            view = view.With(new Column(column) { Origin = view.Origin }, schema.Syntax.Names);
        }

        schema = TableEffects.Cleared(schema, operation.Name).With(view);
        foreach (var source in operation.Sources)
        {
            schema = schema.Change(source, at, t => t with
            {
                ReadBy = before is null && operation.Sources.Count == 1 ? t.ReadBy.Append(operation.Name) : t.ReadBy.Including(operation.Name, schema.Syntax),
            });
        }

        return schema;
    }

    public static DatabaseSchema Create(DatabaseSchema schema, CreateTrigger operation, Moment at)
    {
        var names = schema.Syntax.Names;
        return schema.Change(operation.Of, at, t => t with
        {
            Triggers = t.Triggers.RemoveAll(x => names.Equals(x.Name, operation.Name)).Append(new TableTrigger(
                operation.Name,
                operation,
                operation.Replace && t.Triggers.Find(x => names.Equals(x.Name, operation.Name)) is { } old ? old.Origin : at.Now)),
        });
    }

    public static DatabaseSchema DropTrigger(DatabaseSchema schema, DropTrigger operation, Moment at)
        => schema.Change(operation.Of, at, t => t with { Triggers = t.Triggers.RemoveAll(x => schema.Syntax.Same(x.Name, operation.Name)) });

    public static DatabaseSchema Change(DatabaseSchema schema, ChangePolicy operation, Moment at) => schema.Change(operation.Of, at, t =>
    {
        var others = t.OpenPolicies.RemoveAll(p => schema.Syntax.Same(p, operation.Name));
        var open = operation is { Change: PolicyChange.Create, Restrictive: false, Definition: { } definition } && PlainForms.AdmitsAll(definition, schema.Syntax);
        return t with { OpenPolicies = open && !at.Conditional ? others.Append(operation.Name) : others };
    });

    public static DatabaseSchema Create(DatabaseSchema schema, ObjectKind kind, ObjectName name, CreateRoutine? routine, Moment at)
    {
        var before = schema.FindObject(kind, name);
        var origin = before is { Existence: Existence.Exists } ? before.Origin : at.Now;
        return schema.With(new SchemaObject(kind, name, Existence.Exists, origin) { Routine = routine });
    }

    public static DatabaseSchema Rename(DatabaseSchema schema, RenameObject operation, Moment at)
    {
        var to = new ObjectName(operation.NewSchema ?? operation.Name.Schema, operation.NewName);
        if (operation.Kind is ObjectKind.View or ObjectKind.MaterializedView)
        {
            return TableRenames.Rename(schema, operation.Name, to, at);
        }

        var before = schema.FindObject(operation.Kind, operation.Name);
        schema = schema
            .With(new SchemaObject(operation.Kind, operation.Name, Existence.Absent, default))
            .With(new SchemaObject(operation.Kind, to, Existence.Exists, before?.Origin ?? default) { Routine = before?.Routine });
        return operation.Kind == ObjectKind.Schema ? MoveSchema(schema, operation, at) : schema;
    }

    public static DatabaseSchema Drop(DatabaseSchema schema, DropObject operation, Moment at)
    {
        switch (operation.Kind)
        {
            case ObjectKind.View or ObjectKind.MaterializedView:
                return TableEffects.Drop(schema, operation.Name, operation.Cascade, at);
            case ObjectKind.Schema when operation.Cascade && !at.Conditional:
                schema = DropTablesIn(schema, operation.Name.Name, at);
                break;
            default:
                break;
        }

        var existence = at.Conditional ? Existence.Unknown : Existence.Absent;
        return schema.With(new SchemaObject(operation.Kind, operation.Name, existence, schema.FindObject(operation.Kind, operation.Name)?.Origin ?? default));
    }

    private static DatabaseSchema DropTablesIn(DatabaseSchema schema, string name, Moment at)
    {
        foreach (var entry in schema.Tables.Entries())
        {
            if (entry.Value.Existence != Existence.Absent && IsIn(schema, entry.Key, name))
            {
                schema = TableEffects.Drop(schema, entry.Key, cascade: true, at);
            }
        }

        return schema;
    }

    private static DatabaseSchema MoveSchema(DatabaseSchema schema, RenameObject operation, Moment at)
    {
        foreach (var entry in schema.Tables.Entries())
        {
            if (entry.Value.Existence != Existence.Absent && IsIn(schema, entry.Key, operation.Name.Name))
            {
                schema = TableRenames.Rename(schema, entry.Key, new ObjectName(operation.NewName, entry.Key.Name), at);
            }
        }

        return schema;
    }

    private static bool IsIn(DatabaseSchema schema, ObjectName table, string name)
        => schema.Syntax.Same(table.Schema ?? schema.Syntax.DefaultSchema, name);
}
