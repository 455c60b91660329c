using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Simulation;

/// <summary>What transaction control does to the state. A statement in the wrong place (COMMIT without BEGIN) changes nothing.</summary>
internal static class TransactionEffects
{
    public static SimulationState Open(SimulationState state, TransactionOwner owner) => state with
    {
        SchemaAtBegin = state.Schema,
        SettingsAtBegin = state.Settings,
        Transaction = new TransactionState { Owner = owner, Number = state.Transaction.Number + 1, Depth = 1 },
    };

    public static SimulationState Close(SimulationState state) => state with
    {
        SchemaAtBegin = null,
        SettingsAtBegin = null,
        Settings = state.Settings.AtTransactionEnd(),
        Transaction = new TransactionState { Number = state.Transaction.Number },
    };

    public static SimulationState Begin(SimulationState state, bool conditional)
    {
        var transaction = state.Transaction;
        if (!transaction.IsOpen)
        {
            return Open(state, TransactionOwner.Script);
        }

        // IF @@TRANCOUNT = 0 BEGIN TRAN: the condition is there to do nothing in an open transaction.
        return conditional || !state.Database.NestsTransactions ? state : state with { Transaction = transaction with { Depth = transaction.Depth + 1 } };
    }

    public static SimulationState Commit(SimulationState state, bool conditional)
    {
        var transaction = state.Transaction;
        return transaction switch
        {
            { IsOpen: false } => state,
            { Depth: > 1 } => state with { Transaction = transaction with { Depth = transaction.Depth - 1 } },
            { Owner: TransactionOwner.Runner } when conditional => state,
            _ => Close(state),
        };
    }

    public static SimulationState Rollback(SimulationState state, string? savepoint, bool conditional)
    {
        // A conditional ROLLBACK is the way out after an error, not the way on.
        if (!state.Transaction.IsOpen || conditional)
        {
            return state;
        }

        if (savepoint is not null && Find(state, savepoint) is var at and >= 0)
        {
            return RollbackTo(state, at);
        }

        // T-SQL may name the transaction itself; in PostgreSQL an unknown savepoint is an error.
        if (savepoint is not null && !state.Database.NestsTransactions)
        {
            return state;
        }

        var settings = state.Database.RollsBackSettings ? state.SettingsAtBegin : null;
        return Close(state with { Schema = state.SchemaAtBegin ?? state.Schema, Settings = settings ?? state.Settings });
    }

    public static SimulationState Save(SimulationState state, string name) => !state.Transaction.IsOpen ? state : state with
    {
        Transaction = state.Transaction with
        {
            Savepoints = state.Transaction.Savepoints.Append(new Savepoint(name, state.Schema, state.Transaction.Locks, state.Settings)),
        },
    };

    public static SimulationState Release(SimulationState state, string name) => Find(state, name) is var at and >= 0
        ? state with { Transaction = state.Transaction with { Savepoints = First(state.Transaction.Savepoints, at) } }
        : state;

    private static SimulationState RollbackTo(SimulationState state, int at)
    {
        var savepoint = state.Transaction.Savepoints[at];
        return state with
        {
            Schema = savepoint.Schema,
            Settings = state.Database.RollsBackSettings ? savepoint.Settings : state.Settings,
            Transaction = state.Transaction with { Locks = savepoint.Locks, Savepoints = First(state.Transaction.Savepoints, at + 1) },
        };
    }

    private static int Find(SimulationState state, string name)
    {
        var savepoints = state.Transaction.Savepoints;
        for (var i = savepoints.Count - 1; i >= 0; i--)
        {
            if (state.Database.Syntax.Same(savepoints[i].Name, name))
            {
                return i;
            }
        }

        return -1;
    }

    private static EquatableList<Savepoint> First(EquatableList<Savepoint> savepoints, int count)
    {
        var kept = new Savepoint[count];
        for (var i = 0; i < count; i++)
        {
            kept[i] = savepoints[i];
        }

        return kept;
    }
}
