using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Simulation;
using MigrationGuard.Sql;

namespace MigrationGuard.Planning;

/// <summary>What a user meant by changing the type of a column.</summary>
internal static class TypeChangePlan
{
    /// <summary>A second column of the new type, kept in step, filled, and the old one dropped.</summary>
    public static Plan NewColumn(AlterColumnType operation, SimulationState before)
    {
        var plan = new ColumnPlan(before, operation.Of);
        var known = plan.Known(operation.Column);
        var columns = Columns(operation, known?.Type);
        var newName = columns.New;
        var text = plan.Replace(new ColumnDefinition(newName, operation.Type) { Collation = operation.Collation }, columns);
        if (known?.Nullable == false)
        {
            plan.Require(text, newName, operation.Type, $"{newName} is as strict as {operation.Column} was");
        }

        return text.Build();
    }

    /// <summary>The column and the one of the new type, which has a name of its own until the old one is gone.</summary>
    public static SyncedColumns Columns(AlterColumnType operation, DataType? old)
    {
        var computes = operation.Using is { } expression && !PostgreSqlTypeChanges.IsPlain(expression, operation);
        return new SyncedColumns(operation.Of, operation.Column, FittingName.Of(operation.Column + "_new", SqlSyntax.PostgreSql))
        {
            Type = operation.Type,
            OldType = old?.WithoutSequence,
            Converts = computes || old != operation.Type,
            Forward = operation.Using,
        };
    }

    /// <summary>A CHECK instead of a shorter type: no rewrite, and nothing is cut.</summary>
    public static Plan Check(AlterColumnType operation, Misfit misfit, SimulationState before)
    {
        var plan = new ColumnPlan(before, operation.Of);
        var name = operation.Of.Name + "_" + operation.Column + "_fits";
        var text = plan.Begin()
            .Expand($"release a version that writes no {misfit.Values}; repair the rows that have them")
            .Contract("once only that version is live", new AddConstraint(operation.Of, new CheckConstraint(Recipes.Expression(misfit.FitsCondition)) { Name = name, NotValid = true }));
        return plan.Validate(text, [name]).Build();
    }

    /// <summary>The CHECK constraints on the column out of the way, the change, and the constraints again, validated later.</summary>
    public static Plan? WithoutChecks(AlterColumnType operation, SimulationState before)
    {
        var checks = Checks(operation, before);
        if (checks.Count == 0)
        {
            return null;
        }

        var steps = new List<Operation>();
        var validations = new List<string>();
        foreach (var check in checks)
        {
            steps.Add(new DropConstraint(operation.Of, check.Name!));
            validations.Add(check.Name!);
        }

        steps.Add(operation);
        foreach (var check in checks)
        {
            steps.Add(new AddConstraint(operation.Of, check with { NotValid = true }));
        }

        var plan = new ColumnPlan(before, operation.Of);
        return plan.Validate(plan.Begin().Expand("the constraints stand aside and come back without a scan", [.. steps]), validations).Build();
    }

    private static List<CheckConstraint> Checks(AlterColumnType operation, SimulationState before)
    {
        var checks = new List<CheckConstraint>();
        foreach (var constraint in before.Schema.Find(operation.Of)?.Constraints ?? default)
        {
            if (constraint.Definition is CheckConstraint { Name: not null } check && check.Condition.Mentions(operation.Column))
            {
                checks.Add(check);
            }
        }

        return checks;
    }
}
