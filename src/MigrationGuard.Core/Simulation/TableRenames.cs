using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Simulation;

/// <summary>A table under another name or in another schema: indexes, foreign keys and partitions follow it.</summary>
internal static class TableRenames
{
    public static DatabaseSchema Rename(DatabaseSchema schema, ObjectName from, ObjectName to, Moment at)
    {
        var syntax = schema.Syntax;
        var old = schema.Named(from, at);
        if (syntax.Same(from, to))
        {
            return schema.With(old);
        }

        schema = TableEffects.Cleared(schema, to).With(old with { Name = to, RenamedFrom = (from, at.Now) }).With(new Table(from) { Existence = Existence.Absent, Kind = old.Kind });
        schema = MoveIndexes(schema, old, to);
        foreach (var referencing in old.ReferencedBy)
        {
            schema = TableEffects.Follow(schema, syntax.Same(referencing, from) ? to : referencing, t => ConstraintColumns.Retarget(t, from, to, syntax));
        }

        foreach (var constraint in old.Constraints)
        {
            if (constraint.Definition is ForeignKeyConstraint key)
            {
                schema = TableEffects.Follow(schema, key.Referenced, t => t with { ReferencedBy = t.ReferencedBy.Excluding(from, syntax).Including(to, syntax) });
            }
        }

        schema = RenameInViews(schema, old, to, at);
        foreach (var child in old.Children)
        {
            schema = TableEffects.Follow(schema, child, t => t.PartitionOf is null ? t : t with { PartitionOf = to });
        }

        return old.PartitionOf is { } parent
            ? TableEffects.Follow(schema, parent, t => t with
            {
                Children = t.Children.Excluding(from, syntax).Including(to, syntax),
                DefaultChild = old.DefaultPartition ? to : t.DefaultChild,
            })
            : schema;
    }

    private static DatabaseSchema RenameInViews(DatabaseSchema schema, Table old, ObjectName to, Moment at)
    {
        var syntax = schema.Syntax;
        foreach (var source in old.View?.Sources ?? default)
        {
            schema = TableEffects.Follow(schema, source, t => t with { ReadBy = t.ReadBy.Excluding(old.Name, syntax).Including(to, syntax) });
        }

        if (at.Database.ReferencesFollowRenames)
        {
            foreach (var view in old.ReadBy)
            {
                schema = TableEffects.Follow(schema, view, t => t.View is null ? t : t with { View = t.View with { Sources = t.View.Sources.Map(s => syntax.Same(s, old.Name) ? to : s) } });
            }
        }

        return schema;
    }

    private static DatabaseSchema MoveIndexes(DatabaseSchema schema, Table old, ObjectName to)
    {
        foreach (var key in old.Indexes)
        {
            if (schema.Indexes.Find(key) is { } index)
            {
                schema = schema.Without(index).With(index with { Of = to, Name = new ObjectName(to.Schema, index.Name.Name) });
            }
        }

        // The keys of the old place went with the indexes; what is left are those of the new place.
        return schema.Find(to) is { } moved ? schema.With(moved with { Indexes = moved.Indexes.RemoveAll(k => schema.Indexes.Find(k) is not { } index || !schema.Syntax.Same(index.Of, to)) }) : schema;
    }
}
