using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Planning;

/// <summary>How a column becomes NOT NULL without a scan under the lock.</summary>
internal static class NotNullPlan
{
    /// <summary>The plan; the rows are filled first when a default is known.</summary>
    public static Plan For(SetNotNull operation, SimulationState before)
    {
        var plan = new ColumnPlan(before, operation.Of);
        var known = plan.Known(operation.Column);
        var text = plan.Begin();
        if (known?.Filled != true)
        {
            var value = known?.Default?.Text ?? Recipes.SampleValue(known?.Type);
            text.Migrate($"fill the rows without {operation.Column} in batches ({value} stands for the right value)", plan.Fill(operation.Column, value))
                .Example($"the value of {operation.Column} in the rows without", plan.Missing(operation.Column));
        }

        return plan.Require(text, operation.Column, known?.Type, $"once every live version writes {operation.Column}").Build();
    }
}
