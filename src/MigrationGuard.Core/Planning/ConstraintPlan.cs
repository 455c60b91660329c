using MigrationGuard.Classifying;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Planning;

/// <summary>How a constraint comes to an existing table without work under a lock that others wait for.</summary>
internal static class ConstraintPlan
{
    /// <summary>NOT VALID first, the existing rows in a later migration.</summary>
    public static Plan ValidateLater(AddConstraint operation, Phase phase, SimulationState before)
    {
        var named = Named(operation, before) with { NotValid = true };
        var add = new AddConstraint(operation.Of, named);
        var plan = Begin(operation.Of, before);
        if (phase == Phase.Contract && ConstraintProbe.Of(operation, before) is { } probe)
        {
            plan.Ask("rows that break it; must stay at 0 while an old version is live", probe);
        }

        plan = phase == Phase.Contract
            ? plan.Contract("once every live version keeps to it; existing rows are not read", add)
            : plan.Expand("existing rows are not read", add);
        return named.Name is { } name
            ? plan.Then("in a migration of its own, while reads and writes go on", new ValidateConstraint(operation.Of, name)).Build()
            : plan.Build();
    }

    /// <summary>A foreign key where a partitioned table cannot take one NOT VALID: partition by partition, then the table, which takes over what is there.</summary>
    public static Plan? ByPartition(AddConstraint operation, ForeignKeyConstraint key, SimulationState before)
    {
        var name = Named(operation, before).Name;
        if (name is null || before.Schema.Find(operation.Of) is not { Children.Count: > 0 } parent)
        {
            return null;
        }

        var plan = Begin(operation.Of, before);
        foreach (var partition in parent.Children)
        {
            plan.Contract("once every live version keeps to it; existing rows are not read", new AddConstraint(partition, key with { Name = name, NotValid = true }))
                .Then("in a migration of its own, while reads and writes go on", new ValidateConstraint(partition, name));
        }

        return plan.Contract("the table takes over the foreign keys of its partitions", operation with { Constraint = key with { Name = name } }).Build();
    }

    /// <summary>The index online, then the constraint that takes it over; null where the server cannot do that.</summary>
    public static Plan? IndexFirst(AddConstraint operation, UniqueConstraint key, SimulationState before)
    {
        if (before.Schema.Find(operation.Of)?.Partitioned == true)
        {
            return null;
        }

        var (plan, name) = (new ColumnPlan(before, operation.Of), Named(operation, before).Name);
        var index = IndexOf(key, name, operation.Of);
        var text = plan.Begin().Ask("duplicates; none may come while an old version is live", ConstraintProbe.Of(operation, before)!);
        return Require(text, plan, operation, key, before)
            .ContractOutside("once no live version writes duplicates; built while reads and writes go on", index)
            .Contract("the constraint takes the index over", Over(key, name, operation.Of))
            .Build();
    }

    /// <summary>The columns of the index made NOT NULL without a scan, then the primary key over it.</summary>
    public static Plan RequireFirst(AddConstraint operation, UniqueConstraint key, SimulationState before)
    {
        var index = before.Schema.FindIndex(before.Schema.IndexKey(key.UsingIndex!, operation.Of), null);
        var columns = index is null ? key.Columns : IndexEffects.Columns(index.Definition);
        var plan = new ColumnPlan(before, operation.Of);
        return Require(plan.Begin(), plan, operation, key with { Columns = columns }, before)
            .Contract("nothing is left to be checked", operation)
            .Build();
    }

    /// <summary>The constraint with the name that it has or gets.</summary>
    public static ConstraintDefinition Named(AddConstraint operation, SimulationState before)
        => ChosenNames.Named(before.Schema, operation.Of, operation.Constraint, before.Database);

    /// <summary>The unique index, built while reads and writes go on, that a constraint takes over.</summary>
    public static CreateIndex IndexOf(UniqueConstraint key, string? name, ObjectName table) => new(name, table, key.Columns.Select(column => new IndexKey(column, null)).ToArray())
    {
        Unique = true,
        Concurrently = true,
        NullsNotDistinct = key.NullsNotDistinct,
        Include = key.Include,
    };

    /// <summary>The constraint over such an index.</summary>
    public static AddConstraint Over(UniqueConstraint key, string? index, ObjectName table)
        => new(table, key with { Name = index, Columns = default, Include = default, NullsNotDistinct = false, UsingIndex = index });

    private static PlanBuilder Require(PlanBuilder text, ColumnPlan plan, AddConstraint operation, UniqueConstraint key, SimulationState before)
    {
        foreach (var column in key.IsPrimaryKey ? key.Columns : default)
        {
            if (plan.Known(column)?.Nullable != false)
            {
                text = before.Schema.ImpliesNotNull(operation.Of, column)
                    ? text.Contract($"{column} is proved", new SetNotNull(operation.Of, column))
                    : plan.Require(text, column, plan.Known(column)?.Type, $"once every live version writes {column}");
            }
        }

        return text;
    }

    private static PlanBuilder Begin(ObjectName table, SimulationState before) => new ColumnPlan(before, table).Begin();
}
