using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules;

/// <summary>What the live database knows already of what a step speaks of: names as they are now, before this release.</summary>
internal static class Present
{
    /// <summary>The name that the table or view has now; null when it is not there yet, or its name is only known at run time.</summary>
    public static ObjectName? NowOf(this StepContext step, ObjectName table)
    {
        if (table.IsPlaceholder || !step.Before.IsExisting(table))
        {
            return null;
        }

        return step.Before.Schema.Find(table) is not { } found ? table
            : step.Before.IsPending(found.Origin) ? default(ObjectName?)
            : found.RenamedFrom is { } renamed && step.Before.IsPending(renamed.When) ? renamed.Name
            : table;
    }

    /// <summary>The name that the column has now; null when it is not there yet.</summary>
    public static string? NowOf(this StepContext step, ObjectName table, string column)
    {
        if (step.NowOf(table) is null || ObjectName.HoldsPlaceholder(column) || !step.Before.IsExisting(table, column))
        {
            return null;
        }

        return step.Before.Schema.FindColumn(table, column) is not { } found ? column
            : step.Before.IsPending(found.Origin) ? null
            : found.RenamedFrom is { } renamed && step.Before.IsPending(renamed.When) ? renamed.Name
            : column;
    }

    /// <summary>The names that the columns have now; null when one of them is not there yet.</summary>
    public static string[]? NowOf(this StepContext step, ObjectName table, IReadOnlyList<string> columns)
    {
        var names = new string[columns.Count];
        for (var i = 0; i < names.Length; i++)
        {
            if (step.NowOf(table, columns[i]) is not { } name)
            {
                return null;
            }

            names[i] = name;
        }

        return names.Length == 0 ? null : names;
    }

    /// <summary>The name that the type has now; null when this release makes it.</summary>
    public static ObjectName? TypeNow(this StepContext step, ObjectName type)
    {
        if (type.IsPlaceholder || !step.MayUseType(type))
        {
            return null;
        }

        foreach (var other in step.Migration.Steps)
        {
            if (other.Statement < step.Step.Statement && other.Operation is RenameType rename
                && step.Database.Syntax.Same(new ObjectName(rename.NewSchema ?? rename.Name.Schema, rename.NewName), type))
            {
                return rename.Name;
            }
        }

        return type;
    }

    /// <summary>Whether the expression speaks of the table as it is now: of no column that this release adds or renames.</summary>
    public static bool KnowsNow(this StepContext step, ObjectName table, SqlExpression expression)
    {
        foreach (var column in step.Before.Schema.Find(table)?.Columns ?? default)
        {
            if (expression.Mentions(column.Name) && step.NowOf(table, column.Name) != column.Name)
            {
                return false;
            }
        }

        return step.NowOf(table) is not null;
    }

    /// <summary>Whether evaluating the expression may do more than read.</summary>
    public static bool MayAct(this StepContext step, SqlExpression? expression)
        => expression is not null && step.Database.VolatilityOf(expression, step.Before) >= Volatility.Volatile;

    /// <summary>The finding, softened when statements of this release change rows of the table before the step: what is wrong now may be mended then.</summary>
    public static Finding Now(this StepContext step, ObjectName table, Finding finding)
        => step.Before.Schema.Find(table) is { } found && step.Before.IsPending(found.RowsChanged)
            ? finding with { Severity = Severity.Info, Effect = finding.Effect + $", unless the changes of {table} before this statement mend that" }
            : finding;

    /// <summary>The end of an instruction that shows how to see what was found; nothing when there is no query.</summary>
    public static string HowToSee(Answer answer) => answer.Sql is { } sql ? $"; this finds them: {sql}" : "";
}
