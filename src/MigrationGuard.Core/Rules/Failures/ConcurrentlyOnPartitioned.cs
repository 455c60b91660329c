using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Failures;

internal sealed class ConcurrentlyOnPartitioned() : StepRule<CreateIndex>(new RuleInfo("MG0621", nameof(ConcurrentlyOnPartitioned))
{
    Title = "CONCURRENTLY does not work on a partitioned table",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["concurrent-on-partitioned-parent"],
    When = "An index is created with CONCURRENTLY on a table that is partitioned",
    Effect = "The server refuses it: {table} is partitioned",
    Instead = "Create the index on the parent alone, build it with CONCURRENTLY on each partition, and attach them",
    Sources = ["https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE", "measured: 15, 18"],
})
{
    protected override IEnumerable<Finding> Check(CreateIndex operation, StepContext step)
        => operation is { Concurrently: true, Only: false } && !step.Database.HasOnlineIndexOnPartitioned && step.Before.Schema.Find(operation.Of) is { Partitioned: true } table
            ? [Report(step) with { Suggestion = Plan(operation, step, table) }]
            : [];

    private static string Plan(CreateIndex operation, StepContext step, Table table)
    {
        var parent = operation.Name ?? operation.Of.Name + "_idx";
        var lines = new List<string> { step.Sql(operation with { Name = parent, Concurrently = false, Only = true }) + ";" };
        foreach (var partition in table.Children)
        {
            var name = partition.Name + "_" + parent;
            lines.Add(step.Sql(operation with { Name = name, Of = partition }) + ";");
            lines.Add(step.Sql(new AttachPartition(new ObjectName(operation.Of.Schema, parent), new ObjectName(partition.Schema, name), "") { IsIndex = true }) + ";");
        }

        return string.Join("\n", lines);
    }
}
