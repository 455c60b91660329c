using System.Globalization;
using MigrationGuard.Collections;
using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Simulation;

/// <summary>
/// The names that PostgreSQL gives to constraints and indexes without one: table, columns and a label, shortened and numbered like
/// makeObjectName and ChooseConstraintName do (src/backend/commands/indexcmds.c, src/backend/catalog/pg_constraint.c).
/// </summary>
internal static class ChosenNames
{
    /// <summary>The constraint with a name, if the product chooses one that can be foretold.</summary>
    public static ConstraintDefinition Named(DatabaseSchema schema, ObjectName table, ConstraintDefinition definition, Database database)
    {
        if (definition.Name is not null || !database.ChoosesReadableNames)
        {
            return definition;
        }

        return definition switch
        {
            UniqueConstraint { UsingIndex: not null } => definition,
            UniqueConstraint { IsPrimaryKey: true } => definition with { Name = Free(schema, table, "", "pkey") },
            UniqueConstraint key => definition with { Name = Free(schema, table, Joined(key.Columns), "key") },
            ForeignKeyConstraint key => definition with { Name = Free(schema, table, Joined(key.Columns), "fkey") },
            CheckConstraint check => definition with { Name = Free(schema, table, OnlyColumn(schema, table, check.Condition), "check") },
            NotNullConstraint notNull => definition with { Name = Free(schema, table, notNull.Column, "not_null") },
            _ => definition,
        };
    }

    /// <summary>The name of an index without one, or null when the product cannot choose it readably.</summary>
    public static string? Of(DatabaseSchema schema, CreateIndex index, Database database)
    {
        if (!database.ChoosesReadableNames)
        {
            return null;
        }

        var parts = new string[index.Keys.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = index.Keys[i].Column ?? FunctionName(index.Keys[i].Expression) ?? "expr";
        }

        return Free(schema, index.Of, Joined(parts), "idx");
    }

    private static string? FunctionName(SqlExpression? expression)
    {
        if (expression is null || expression.Functions.Count == 0)
        {
            return null;
        }

        var text = expression.Text.TrimStart('(', ' ');
        var name = expression.Functions[0];
        return text.StartsWith(name + "(", StringComparison.OrdinalIgnoreCase) ? name.Substring(name.LastIndexOf('.') + 1) : null;
    }

    private static string Joined(EquatableList<string> columns) => string.Join("_", columns);

    private static string OnlyColumn(DatabaseSchema schema, ObjectName table, SqlExpression condition)
    {
        string? only = null;
        foreach (var identifier in condition.Identifiers)
        {
            if (schema.FindColumn(table, identifier) is null)
            {
                continue;
            }

            if (only is not null && !schema.Syntax.Same(only, identifier))
            {
                return "";
            }

            only = identifier;
        }

        return only ?? "";
    }

    private static string Free(DatabaseSchema schema, ObjectName table, string columns, string label)
    {
        var numbered = label;
        for (var number = 1; ; number++)
        {
            var name = Make(table.Name, columns, numbered, schema.Syntax.MaximumNameLength);
            if (schema.Find(table)?.Constraint(name, schema.Syntax.Names) is null
                && schema.Indexes.Find(schema.IndexKey(name, table)) is null
                && schema.Find(new ObjectName(table.Schema, name)) is not { Existence: Existence.Exists })
            {
                return name;
            }

            numbered = label + number.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static string Make(string first, string second, string label, int maximum)
    {
        var room = maximum - label.Length - 1 - (second.Length == 0 ? 0 : 1);
        while (first.Length + second.Length > room)
        {
            if (first.Length > second.Length)
            {
                first = first.Substring(0, first.Length - 1);
            }
            else
            {
                second = second.Substring(0, second.Length - 1);
            }
        }

        return second.Length == 0 ? first + "_" + label : first + "_" + second + "_" + label;
    }
}
