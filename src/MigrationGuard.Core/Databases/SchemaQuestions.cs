using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Databases;

/// <summary>What facts ask of the schema. Not known answers as the dearer case does.</summary>
internal static class SchemaQuestions
{
    public static Column? Column(this SimulationState before, ObjectName table, string column) => before.Schema.FindColumn(table, column);

    /// <summary>Whether the column is known to refuse NULL, by itself or as part of the primary key.</summary>
    public static bool IsNotNull(this SimulationState before, ObjectName table, string column) => before.Column(table, column)?.Nullable == false;

    public static bool IsNew(this SimulationState before, ObjectName table) => before.Schema.Find(table) is { Existence: Existence.Exists, Origin.Migration: > 0 };

    /// <summary>The constraint, when it is known.</summary>
    public static TableConstraint? Constraint(this SimulationState before, ObjectName table, string name)
        => before.Schema.Find(table)?.Constraint(name, before.Schema.Syntax.Names);

    /// <summary>Whether a validated CHECK of the table promises that the column is not NULL.</summary>
    public static bool IsProvedNotNull(this SimulationState before, ObjectName table, string column) => before.Schema.ImpliesNotNull(table, column);

    /// <summary>Whether a validated CHECK of the table speaks of every value in the bounds of a partition.</summary>
    public static bool IsProvedWithin(this SimulationState before, ObjectName table, string bounds)
    {
        foreach (var constraint in before.Schema.Find(table)?.Constraints ?? default)
        {
            if (constraint is { Validated: true, Enabled: true, Definition: CheckConstraint check }
                && Bounds.AreCovered(check.Condition.Text, bounds)
                && RefusesNull(before, table, check.Condition))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an index on the column is known, or may be there.</summary>
    public static bool MayBeIndexed(this SimulationState before, ObjectName table, string column)
    {
        if (!before.IsNew(table))
        {
            return true;
        }

        foreach (var index in before.Schema.IndexesOf(table))
        {
            if (Uses(index.Definition, column, before.Schema.Syntax.Names))
            {
                return true;
            }
        }

        return before.Schema.Find(table)!.Constraints.Exists(c =>
            c.Definition is UniqueConstraint key && key.Columns.Exists(k => before.Schema.Syntax.Same(k, column)));
    }

    /// <summary>Whether a known index has the column in an expression or a condition.</summary>
    public static bool IsInIndexExpression(this SimulationState before, ObjectName table, string column)
    {
        foreach (var index in before.Schema.IndexesOf(table))
        {
            if (index.Definition.Where?.Mentions(column) == true || index.Definition.Keys.Exists(k => k.Expression?.Mentions(column) == true))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a known, checked constraint of the table has the column in its condition.</summary>
    public static bool IsInCheck(this SimulationState before, ObjectName table, string column)
        => before.Schema.Find(table)?.Constraints.Exists(c =>
            c is { Validated: true, Enabled: true, Definition: CheckConstraint check } && check.Condition.Mentions(column)) == true;

    /// <summary>The domain of this type, when it is known to be one.</summary>
    public static CreateDomain? Domain(this SimulationState before, DataType? type)
        => type is { ArrayDimensions: 0 } && before.Schema.Types.Find(new ObjectName(type.Schema, type.Name)) is { Existence: Existence.Exists } found
            ? found.Domain
            : null;

    /// <summary>Whether values of the type are checked: a domain with a constraint of its own or below.</summary>
    public static bool IsConstrainedDomain(this SimulationState before, DataType? type)
    {
        // Domains over domains are few; the bound only guards against a cycle in a half-read history.
        for (var depth = 0; depth < 16 && before.Domain(type) is { } domain; depth++)
        {
            if (domain.NotNull || domain.Checks.Count > 0)
            {
                return true;
            }

            type = domain.Type;
        }

        return false;
    }

    private static bool Uses(CreateIndex index, string column, StringComparer names)
        => index.Keys.Exists(k => names.Equals(k.Column, column) || k.Expression?.Mentions(column) == true)
            || index.Include.Exists(c => names.Equals(c, column))
            || index.Where?.Mentions(column) == true;

    private static bool RefusesNull(SimulationState before, ObjectName table, SqlExpression condition)
    {
        foreach (var name in condition.Identifiers)
        {
            if (!before.IsNotNull(table, name) && !before.IsProvedNotNull(table, name))
            {
                return false;
            }
        }

        return true;
    }
}
