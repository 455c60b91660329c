using MigrationGuard.Collections;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Checking;

/// <summary>What the script itself tells about the runner when nothing is known of it.</summary>
public static class LikelyTransaction
{
    /// <summary>
    /// None when the script begins transactions itself, when a block of it ends some that could not stand around it, or when everything that it does besides settings is refused inside one, so that it can only have
    /// been written for a runner that opens none; Single otherwise.
    /// </summary>
    public static TransactionMode Of(EquatableList<Step> steps, Database database)
    {
        if (steps.Exists(step => step.Nested ? EndsOneInBlock(step, database) : step.Operation is BeginTransaction))
        {
            return TransactionMode.None;
        }

        var nothing = new SimulationState(database, DatabaseSchema.Unknown(database.Syntax));
        var refuses = false;
        foreach (var step in steps)
        {
            if (step.Operation is SetSetting or ClientCommand)
            {
                continue;
            }

            if (database.CostOf(step.Operation, nothing).Transaction != TransactionRule.Forbidden)
            {
                return TransactionMode.Single;
            }

            refuses = true;
        }

        return refuses ? TransactionMode.None : TransactionMode.Single;
    }

    private static bool EndsOneInBlock(Step step, Database database)
        => step.Operation is CommitTransaction or RollbackTransaction { Savepoint: null } && !database.BlocksEndTransactions;
}
