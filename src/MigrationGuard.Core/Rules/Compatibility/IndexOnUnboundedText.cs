using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class IndexOnUnboundedText() : StepRule<CreateIndex>(new RuleInfo("MG0278", nameof(IndexOnUnboundedText))
{
    Title = "An index limits how long a text may be",
    Severity = Severity.Info,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["new-btree-on-unbounded-text"],
    When = "A B-tree index is created on a column of an existing table whose values have no limit of length",
    Effect = "INSERT and UPDATE of the old version with a long {key} fail from then on (54000: index row size exceeds the maximum)",
    Instead = "Index a hash or a prefix of {key}, or make sure that no version writes more than about 2,700 bytes",
    Sources = ["https://www.postgresql.org/docs/current/btree.html", "measured: 15, 18"],
})
{
    protected override IEnumerable<Finding> Check(CreateIndex operation, StepContext step)
    {
        if (operation.Method is not (null or "btree") || !step.Before.IsExisting(operation.Of))
        {
            return [];
        }

        foreach (var key in operation.Keys)
        {
            if (key.Column is { } name && step.Before.Schema.FindColumn(operation.Of, name)?.Type is { } type && step.Database.IsUnbounded(type))
            {
                return [Report(step, ("key", name))];
            }
        }

        return [];
    }
}
