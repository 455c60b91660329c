using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class IndexKeyTooLong() : StepRule<CreateIndex>(new RuleInfo("MG0298", nameof(IndexKeyTooLong))
{
    Title = "An index key may be too long for some values",
    Severity = Severity.Warning,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["index-key-size-mssql"],
    When = "The columns of an index key can hold more bytes than a key may have",
    Effect = "{index} is created with a warning, and INSERT and UPDATE on {table} fail later for values over {limit} bytes; the key may take {bytes}",
    Instead = "Move columns from the key to INCLUDE, shorten them, or index a hash",
    Sources = ["https://learn.microsoft.com/sql/sql-server/maximum-capacity-specifications-for-sql-server"],
})
{
    protected override IEnumerable<Finding> Check(CreateIndex operation, StepContext step)
    {
        if (step.Database.MaximumIndexKeyBytes(operation.Kind == IndexKind.Clustered) is not { } limit || operation.Kind is IndexKind.Columnstore or IndexKind.Special)
        {
            return [];
        }

        var bytes = 0;
        foreach (var key in operation.Keys)
        {
            bytes += key.Column is { } name && step.Before.Schema.FindColumn(operation.Of, name)?.Type is { } type ? step.Database.MaximumBytes(type) ?? 0 : 0;
        }

        return bytes > limit ? [Report(step, ("bytes", bytes), ("limit", limit))] : [];
    }
}
