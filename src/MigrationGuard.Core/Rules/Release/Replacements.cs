using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Release;

/// <summary>Columns that a migration drops and adds in one go.</summary>
internal static class Replacements
{
    /// <summary>The added column that seems to take the place of the dropped one: of the same type, and the only one; null when there is none.</summary>
    public static AddColumn? Partner(MigrationContext migration, int at, DropColumn drop)
    {
        var step = migration.Steps[at];
        var type = step.Before.Schema.FindColumn(drop.Of, drop.Column)?.Type?.WithoutSequence;
        AddColumn? partner = null;
        foreach (var place in migration.Index.Of<AddColumn>(drop.Of.Name))
        {
            if (migration.Steps[place].Operation is AddColumn { Column.Generated: GeneratedKind.None } add && step.Database.Syntax.Same(add.Of, drop.Of)
                && !step.Database.Syntax.Same(add.Column.Name, drop.Column) && (type is null || add.Column.Type?.WithoutSequence == type))
            {
                if (partner is not null)
                {
                    return null;
                }

                partner = add;
            }
        }

        return partner is not null && CountDrops(migration, drop, type) == 1 ? partner : null;
    }

    /// <summary>Whether a statement of the migration carries values from the dropped column to the added one, or may do so.</summary>
    public static bool Copies(MigrationContext migration, DropColumn drop, string added)
    {
        var syntax = migration.Before.Database.Syntax;
        return migration.Index.Of<UnreadSql>().Count > 0
            || Exists<CreateTrigger>(drop.Of.Name, trigger => syntax.Same(trigger.Of, drop.Of))
            || Exists<UpdateRows>(added, update => update.Columns.Exists(c => syntax.Same(c, added)) && update.Assignments.Mentions(drop.Column))
            || Exists<MergeRows>("", merge => merge.Definition.Mentions(drop.Column) && merge.Definition.Mentions(added))
            || Exists<InsertRows>("", insert => insert.Source.Mentions(drop.Column));

        bool Exists<TOperation>(string name, Predicate<TOperation> match)
            where TOperation : Operation
        {
            foreach (var place in migration.Index.Of<TOperation>(name))
            {
                if (match((TOperation)migration.Steps[place].Operation))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private static int CountDrops(MigrationContext migration, DropColumn drop, DataType? type)
    {
        var count = 0;
        foreach (var place in migration.Index.Of<DropColumn>(drop.Of.Name))
        {
            var other = migration.Steps[place];
            if (other.Operation is DropColumn second && other.Database.Syntax.Same(second.Of, drop.Of)
                && (type is null || other.Before.Schema.FindColumn(second.Of, second.Column)?.Type is not { } secondType || secondType.WithoutSequence == type))
            {
                count++;
            }
        }

        return count;
    }
}
