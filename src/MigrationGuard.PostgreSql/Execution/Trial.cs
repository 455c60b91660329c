using System.Text.RegularExpressions;
using MigrationGuard.Execution;
using MigrationGuard.Operations;

namespace MigrationGuard.Postgres.Execution;

/// <summary>What stands for a statement in a transaction that is rolled back.</summary>
internal static partial class Trial
{
    /// <summary>The statement that has the same effect on the schema; null when it has none.</summary>
    /// <exception cref="NotInTransactionException">There is none that can run in a transaction.</exception>
    public static MigrationStatement? Of(MigrationStep step, MigrationStatement statement)
    {
        if (step.IsTransactional)
        {
            return statement;
        }

        return statement.Operations switch
        {
            [Reindex or MaintainTable or RewriteTable, ..] => null,
            [CreateIndex or DropIndex] when InIndex().IsMatch(statement.Text) => statement with { Text = InIndex().Replace(statement.Text, "$1 ", 1) },
            [DetachPartition { Finalize: false }] when AtEnd().IsMatch(statement.Text) => statement with { Text = AtEnd().Replace(statement.Text, "", 1) },
            _ => throw new NotInTransactionException($"{step.Place}: this statement cannot be tried in a transaction"),
        };
    }

    [GeneratedRegex(@"\A((?:CREATE\s+(?:UNIQUE\s+)?|DROP\s+)INDEX)\s+CONCURRENTLY\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InIndex();

    [GeneratedRegex(@"\s+CONCURRENTLY\s*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AtEnd();
}
