using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Classifying;

/// <summary>What operations on constraints mean to clients. A constraint holds for new rows from the moment it is there, NOT VALID or not.</summary>
internal static class ConstraintVerdicts
{
    public static Verdicts Add(ObjectName table, ConstraintDefinition definition, SimulationState before)
    {
        if (!before.IsExisting(table))
        {
            return definition is ForeignKeyConstraint toParent ? OnParent(table, toParent, before) : Verdicts.Fine;
        }

        return definition switch
        {
            { NotEnforced: true } => Verdicts.Fine,
            CheckConstraint check => AddCheck(table, check, before),
            ForeignKeyConstraint key => AddForeignKey(table, key, before),
            UniqueConstraint { UsingIndex: not null } key => UseIndex(table, key, before),
            UniqueConstraint { IsPrimaryKey: true } key => UniqueVerdicts.Of(table, key.Columns, before, key.NullsNotDistinct).And(NotNull(table, key.Columns, before)),
            UniqueConstraint key => UniqueVerdicts.Of(table, key.Columns, before, key.NullsNotDistinct),
            NotNullConstraint notNull => ColumnVerdicts.SetNotNull(table, notNull.Column, before),
            DefaultConstraint value => ColumnVerdicts.SetDefault(table, value.Column, value.Value, before),
            ExclusionConstraint => Verdicts.BreakOld($"INSERTs and UPDATEs of {table} that conflict with another row by {definition.Name ?? "the exclusion constraint"} fail"),
            _ => Verdicts.Fine,
        };
    }

    /// <summary>What a foreign key means to the table that it points to.</summary>
    public static Verdicts OnParent(ObjectName table, ForeignKeyConstraint key, SimulationState before)
    {
        var acts = key.OnDelete is not null && !key.OnDelete.StartsWith("NO ACTION", StringComparison.OrdinalIgnoreCase) && !key.OnDelete.StartsWith("RESTRICT", StringComparison.OrdinalIgnoreCase);
        return key.NotEnforced || acts || !before.IsExisting(key.Referenced)
            ? Verdicts.Fine
            : Verdicts.Note($"DELETEs from {key.Referenced} and changes of its key fail for rows that {table} refers to");
    }

    public static Verdicts Drop(DropConstraint operation, SimulationState before)
    {
        var table = before.Schema.Find(operation.Of);
        var names = before.Schema.Syntax.Names;
        if (operation.DefaultOf is { } of)
        {
            return ColumnVerdicts.DropDefault(operation.Of, of, before);
        }

        if (table?.Columns.Find(c => names.Equals(c.DefaultName, operation.Name)) is { } column)
        {
            return ColumnVerdicts.DropDefault(operation.Of, column.Name, before);
        }

        var constraint = table?.Constraint(operation.Name, names);
        return !before.IsExisting(operation.Of) || !before.IsExisting(constraint) || constraint is { Enabled: false }
            ? Verdicts.Fine
            : Weaken(operation.Of, operation.Name, constraint?.Definition, before);
    }

    public static Verdicts Rename(RenameConstraint operation, SimulationState before)
        => before.IsExisting(operation.Of) && before.IsExisting(before.Schema.Find(operation.Of)?.Constraint(operation.Name, before.Schema.Syntax.Names))
            ? Verdicts.BreakOld($"clients that recognise errors by the name {operation.Name}, or name it in ON CONFLICT, no longer do")
            : Verdicts.Fine;

    public static Verdicts Alter(AlterConstraint operation, SimulationState before)
        => before.IsExisting(operation.Of) && before.IsExisting(before.Schema.Find(operation.Of)?.Constraint(operation.Name, before.Schema.Syntax.Names))
            ? Verdicts.BreakOld($"{operation.Name} is enforced at another time or not at all")
            : Verdicts.Fine;

    public static Verdicts Switch(SwitchConstraint operation, SimulationState before)
    {
        if (!before.IsExisting(operation.Of))
        {
            return Verdicts.Fine;
        }

        var constraint = before.Schema.Find(operation.Of)?.Constraint(operation.Name, before.Schema.Syntax.Names);
        return (operation.Enable, constraint?.Enabled) switch
        {
            (true, true) => Verdicts.Fine,
            (true, false) => Verdicts.BreakOld($"writes to {operation.Of} that violate {operation.Name} fail again"),
            (true, null) => Verdicts.Note($"writes to {operation.Of} that violate {operation.Name} fail if it was disabled before"),
            _ => Weaken(operation.Of, operation.Name, constraint?.Definition, before),
        };
    }

    private static Verdicts AddCheck(ObjectName table, CheckConstraint check, SimulationState before)
    {
        if (IsDemanded(table, check, before))
        {
            return Verdicts.Fine;
        }

        if (!SpeaksOnlyOfFresh(table, check.Condition, before))
        {
            return Verdicts.BreakOld($"INSERTs and UPDATEs of {table} that do not satisfy {check.Condition} fail{(check.NotValid ? ", although existing rows are not checked" : "")}");
        }

        var verdicts = Verdicts.Fine;
        foreach (var identifier in check.Condition.Identifiers)
        {
            if (before.Schema.FindColumn(table, identifier) is not { } column)
            {
                continue;
            }

            verdicts = verdicts.And(column.FillsItself()
                ? Verdicts.Note($"INSERTs that do not name {Existing.At(table, identifier)} fail if its default does not satisfy {check.Condition}")
                : Condition.ImpliesNotNull(check.Condition.Text, identifier, before.Schema.Syntax) ? Verdicts.BreakOld(ColumnVerdicts.MustGive(table, identifier))
                : Verdicts.Fine);
        }

        return verdicts;
    }

    private static Verdicts AddForeignKey(ObjectName table, ForeignKeyConstraint key, SimulationState before)
    {
        if (EnforcedBefore(table, before).Find(c => c.Definition is ForeignKeyConstraint old && Replaced.By(key, old, before.Schema.Syntax)) is { Definition: ForeignKeyConstraint known })
        {
            return Replaced.ActionOf(known.OnDelete) == Replaced.ActionOf(key.OnDelete) && Replaced.ActionOf(known.OnUpdate) == Replaced.ActionOf(key.OnUpdate)
                ? Verdicts.Fine
                : Verdicts.BreakOld($"DELETEs from {key.Referenced} and changes of its key do something else to {table} than before");
        }

        foreach (var name in key.Columns)
        {
            if (before.IsFresh(table, name))
            {
                return OnParent(table, key, before).And(before.Schema.FindColumn(table, name)!.FillsItself()
                    ? Verdicts.Note($"INSERTs that do not name {Existing.At(table, name)} fail if its default is not in {key.Referenced}")
                    : Verdicts.Fine);
            }
        }

        return Verdicts.BreakOld($"writes to {table} whose {string.Join(", ", key.Columns)} is not in {key.Referenced} fail, and so do DELETEs from {key.Referenced} of rows in use");
    }

    private static Verdicts UseIndex(ObjectName table, UniqueConstraint key, SimulationState before)
    {
        // The unique index refuses duplicates already, known or not; making it a constraint adds at most NOT NULL.
        return key.IsPrimaryKey && before.Schema.FindIndex(before.Schema.IndexKey(key.UsingIndex!, table), null) is { } index
            ? NotNull(table, IndexEffects.Columns(index.Definition), before)
            : key.IsPrimaryKey ? Verdicts.BreakOld($"INSERTs and UPDATEs of {table} that leave a column of {key.UsingIndex} NULL fail, unless each is NOT NULL already")
            : Verdicts.Fine;
    }

    private static Verdicts NotNull(ObjectName table, EquatableList<string> columns, SimulationState before)
    {
        var verdicts = Verdicts.Fine;
        foreach (var column in columns)
        {
            verdicts = verdicts.And(ColumnVerdicts.SetNotNull(table, column, before));
        }

        return verdicts;
    }

    private static Verdicts Weaken(ObjectName table, string name, ConstraintDefinition? definition, SimulationState before) => definition switch
    {
        CheckConstraint check when IsImpliedByNotNull(table, check, before) => Verdicts.Fine,
        NotNullConstraint notNull => ColumnVerdicts.DropNotNull(table, notNull.Column, before),
        UniqueConstraint { Columns.Count: > 0 } key when UniqueVerdicts.IsUniqueAlready(table, key.Columns, before, name)
            => Verdicts.Note($"ON CONFLICT ON CONSTRAINT {name} fails, and clients that recognise errors by that name no longer do"),
        UniqueConstraint => UniqueVerdicts.Drop(table, name, before),
        _ => Verdicts.BreakOld($"the new version may write rows to {table} that {name} kept from the old one"),
    };

    private static bool IsImpliedByNotNull(ObjectName table, CheckConstraint check, SimulationState before)
    {
        foreach (var identifier in check.Condition.Identifiers)
        {
            if (before.Schema.FindColumn(table, identifier)?.Nullable == false && Condition.IsNotNullTest(check.Condition.Text, identifier, before.Schema.Syntax))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether old writes had to satisfy the condition before this release: by the same CHECK, a narrower one, or NOT NULL.</summary>
    private static bool IsDemanded(ObjectName table, CheckConstraint check, SimulationState before)
        => IsImpliedByNotNull(table, check, before)
            || EnforcedBefore(table, before).Exists(c => c.Definition is CheckConstraint old && PlainForms.IsWider(check.Condition, old.Condition, before.Schema.Syntax));

    /// <summary>The constraints that were enforced before this release, those included that it dropped.</summary>
    private static EquatableList<TableConstraint> EnforcedBefore(ObjectName table, SimulationState before)
    {
        var known = before.Schema.Find(table);
        var there = known?.Constraints.RemoveAll(c => !c.Enabled || before.IsPending(c.Origin)) ?? default;
        foreach (var dropped in known?.DroppedConstraints ?? default)
        {
            there = before.IsPending(dropped.Origin) && dropped.Enabled ? there.Append(dropped) : there;
        }

        return there;
    }

    /// <summary>Whether the condition names a column that this migration added, and none that may have been there before.</summary>
    private static bool SpeaksOnlyOfFresh(ObjectName table, SqlExpression condition, SimulationState before)
    {
        var fresh = false;
        foreach (var identifier in condition.Identifiers)
        {
            if (before.IsFresh(table, identifier))
            {
                fresh = true;
            }
            else if (before.Schema.ExistenceOf(table, identifier) != Existence.Absent)
            {
                return false;
            }
        }

        return fresh;
    }
}
