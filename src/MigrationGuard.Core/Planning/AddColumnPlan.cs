using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Planning;

/// <summary>How a column is added without work on every row under the lock.</summary>
internal static class AddColumnPlan
{
    private static readonly EquatableList<string> Usage = new(["USAGE"]);
    private static readonly EquatableList<string> Everybody = new(["public"]);

    /// <summary>A required column: nullable first, written by the new version, filled, then NOT NULL.</summary>
    public static Plan Require(AddColumn operation, SimulationState before)
    {
        var (plan, column) = (new ColumnPlan(before, operation.Of), operation.Column.Name);
        var value = Recipes.SampleValue(operation.Column.Type);
        var text = plan.Begin()
            .Expand($"{column} may be missing; release the version that writes it", operation with { Column = operation.Column with { Nullable = null, Default = null } })
            .Migrate($"once only that version is live: fill the rows without ({value} stands for the right value)", plan.Fill(column, value))
            .Example($"the value of {column} in the rows of before", plan.Missing(column));
        return plan.Require(text, column, operation.Column.Type, $"once every live version writes {column}").Build();
    }

    /// <summary>A default that is evaluated per row: set for new rows, filled in batches for the others.</summary>
    public static Plan FillLater(AddColumn operation, SqlExpression value, SimulationState before)
    {
        var (plan, column) = (new ColumnPlan(before, operation.Of), operation.Column);
        var text = plan.Begin()
            .Expand("new rows get the default", operation with { Column = Bare(column) }, new SetDefault(operation.Of, column.Name, value))
            .Migrate("the rows of before get theirs in batches", plan.Fill(column.Name, value.Text));
        return column.Nullable == false ? plan.Require(text, column.Name, column.Type, "once every row is filled").Build() : text.Build();
    }

    /// <summary>A number from a sequence: a plain column whose default takes from a sequence.</summary>
    public static Plan Number(AddColumn operation, SimulationState before)
    {
        var (plan, column) = (new ColumnPlan(before, operation.Of), operation.Column);
        var name = new ObjectName(operation.Of.Schema, operation.Of.Name + "_" + column.Name + "_seq");
        var next = Recipes.Expression($"nextval('{plan.Recipes.Name(name)}')");
        var type = column.Type?.WithoutSequence ?? DataType.Of("bigint");
        var text = plan.Begin()
            .Expand(
                "new rows are numbered (PUBLIC stands for the role of the application)",
                operation with { Column = new ColumnDefinition(column.Name, type) },
                new CreateSequence(name) { Options = $"OWNED BY {plan.Recipes.Name(operation.Of)}.{plan.Recipes.Name(column.Name)}" },
                new Grant(Usage, "SEQUENCE", new[] { name }, Everybody),
                new SetDefault(operation.Of, column.Name, next))
            .Example("the role of the application, which needs USAGE of the sequence")
            .Migrate("the rows of before are numbered in batches", plan.Fill(column.Name, next.Text));
        return plan.Require(text, column.Name, type, "once every row is numbered").Build();
    }

    /// <summary>A computed column: not stored where the server can do without, else computed by a trigger.</summary>
    public static Plan Compute(AddColumn operation, SimulationState before)
    {
        var (plan, column) = (new ColumnPlan(before, operation.Of), operation.Column);
        var expression = column.GeneratedExpression ?? Recipes.Expression("NULL");
        return before.Database.HasVirtualGenerated
            ? plan.Begin().Expand("computed when read", operation with { Column = column with { Generated = GeneratedKind.Virtual } }).Build()
            : plan.Begin()
                .Expand(
                    "a trigger computes it for every row that is written",
                    [operation with { Column = new ColumnDefinition(column.Name, column.Type) }, .. plan.Recipes.Compute(operation.Of, column.Name, expression)])
                .Migrate("the rows of before in batches", plan.Fill(column.Name, expression.Text))
                .Build();
    }

    /// <summary>The column first, its constraints NOT VALID, their validation in a later migration.</summary>
    public static Plan ConstrainLater(AddColumn operation, ColumnDefinition plain, EquatableList<ConstraintDefinition> constraints, SimulationState before)
    {
        var plan = new ColumnPlan(before, operation.Of);
        var (added, names) = (new List<Operation>(), new List<string>());
        foreach (var constraint in constraints)
        {
            var named = constraint with { Name = NameOf(constraint, operation), NotValid = true };
            added.Add(new AddConstraint(operation.Of, named));
            names.Add(named.Name);
        }

        // A CHECK on a column that the old version does not write hurts nobody; a foreign key keeps it from deleting rows that are referred to.
        var column = operation with { Column = plain };
        var text = constraints.Exists(c => c is ForeignKeyConstraint)
            ? plan.Begin().Expand("the column alone", column).Contract("once no live version deletes rows that are referred to", [.. added])
            : plan.Begin().Expand("nothing is scanned", [column, .. added]);
        return plan.Validate(text, names).Build();
    }

    /// <summary>The column first, the unique index online, then the constraint that takes the index over.</summary>
    public static Plan IndexLater(AddColumn operation, UniqueConstraint unique, SimulationState before)
    {
        var column = operation.Column;
        var name = NameOf(unique, operation);
        var index = ConstraintPlan.IndexOf(unique with { Columns = new[] { column.Name } }, name, operation.Of);
        return new ColumnPlan(before, operation.Of).Begin()
            .Expand("the column alone", operation with { Column = column with { Constraints = column.Constraints.RemoveAll(c => c is UniqueConstraint) } })
            .Migrate("outside a transaction", ColumnPlan.TimeoutOf(before), index)
            .Contract("the constraint takes the index over", ConstraintPlan.Over(unique, name, operation.Of))
            .Build();
    }

    private static ColumnDefinition Bare(ColumnDefinition column) => column with { Default = null, Nullable = null };

    private static string NameOf(ConstraintDefinition constraint, AddColumn operation) => constraint.Name ?? operation.Of.Name + "_" + operation.Column.Name + constraint switch
    {
        ForeignKeyConstraint => "_fkey",
        UniqueConstraint { IsPrimaryKey: true } => "_pkey",
        UniqueConstraint => "_key",
        _ => "_check",
    };
}
