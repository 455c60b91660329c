using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;
using MigrationGuard.Sql;

namespace MigrationGuard.Planning;

/// <summary>How a table becomes a partition without a scan under a lock.</summary>
internal static class PartitionPlan
{
    /// <summary>The bounds proved first, by a CHECK; null when key or bounds are not plain enough.</summary>
    public static Plan? Attach(AttachPartition operation, SimulationState before)
    {
        if (Inside(operation, before, outside: false) is not { } inside)
        {
            return null;
        }

        var name = operation.Partition.Name + "_bounds";
        var text = Prove(new ColumnPlan(before, operation.Partition).Begin(), operation.Partition, name, inside);
        var standing = Databases.Partitions.Default(operation, before);
        if (standing is { } partition && Inside(operation, before, outside: true) is { } outside)
        {
            text = Prove(text, partition, partition.Name + "_bounds", outside);
        }

        return text
            .Expand("nothing is left to be scanned", operation)
            .Contract("the bounds of the partition say the same", new DropConstraint(operation.Partition, name))
            .Build();
    }

    /// <summary>A partition made beside the table, then attached.</summary>
    public static Plan CreateAndAttach(CreateTable operation, SimulationState before)
    {
        var parent = operation.PartitionOf!.Value;
        var beside = operation with { PartitionOf = null, PartitionBounds = null, Like = new[] { parent }, LikeOptions = "INCLUDING ALL" };
        return new ColumnPlan(before, parent).Begin()
            .Expand($"made beside {parent}, then attached: reads and writes of {parent} go on", beside, new AttachPartition(parent, operation.Name, operation.PartitionBounds ?? "DEFAULT"))
            .Build();
    }

    private static PlanBuilder Prove(PlanBuilder text, ObjectName table, string name, string condition) => text
        .Contract($"once nobody writes other rows to {table}; existing rows are not read", new AddConstraint(table, new CheckConstraint(Recipes.Expression(condition)) { Name = name, NotValid = true }))
        .Then("in a migration of its own, while reads and writes go on", new ValidateConstraint(table, name));

    private static string? Inside(AttachPartition operation, SimulationState before, bool outside)
    {
        if (before.Schema.Find(operation.Parent)?.PartitionBy is not { } by)
        {
            return null;
        }

        var syntax = before.Schema.Syntax;
        var (key, bounds) = (Texts(by, syntax), Texts(operation.Bounds, syntax));
        if (key.Count != 4 || key[1] != "(" || bounds.Count < 6 || bounds[3] != "(")
        {
            return null;
        }

        // FOR VALUES FROM ( a ) TO ( b ), FOR VALUES IN ( a , b )
        return key[0].ToUpperInvariant() switch
        {
            "RANGE" when bounds.Count == 10 && bounds[7] == "(" => Range(key[2], bounds[4], bounds[8], outside),
            "LIST" => List(key[2], bounds, outside),
            _ => null,
        };
    }

    private static string? Range(string column, string from, string to, bool outside)
    {
        var parts = new List<string>();
        if (!IsOpen(from))
        {
            parts.Add($"{column} {(outside ? "<" : ">=")} {from}");
        }

        if (!IsOpen(to))
        {
            parts.Add($"{column} {(outside ? ">=" : "<")} {to}");
        }

        return parts.Count == 0 ? null
            : outside ? $"{column} IS NOT NULL AND ({string.Join(" OR ", parts)})"
            : $"{column} IS NOT NULL AND {string.Join(" AND ", parts)}";
    }

    private static string? List(string column, List<string> bounds, bool outside)
    {
        var values = string.Join("", bounds.GetRange(4, bounds.Count - 5)).Replace(",", ", ");
        return values.IndexOf("NULL", StringComparison.OrdinalIgnoreCase) >= 0 ? null
            : $"{column} IS NOT NULL AND {column} {(outside ? "NOT IN" : "IN")} ({values})";
    }

    private static bool IsOpen(string bound)
        => string.Equals(bound, "MINVALUE", StringComparison.OrdinalIgnoreCase) || string.Equals(bound, "MAXVALUE", StringComparison.OrdinalIgnoreCase);

    private static List<string> Texts(string text, SqlSyntax syntax)
    {
        var texts = new List<string>();
        foreach (var word in Word.Split(text, syntax))
        {
            texts.Add(text.Substring(word.Start, word.End - word.Start));
        }

        return texts;
    }
}
