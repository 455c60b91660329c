using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Simulation;

/// <summary>Moves a state along a migration. Pure and total: any sequence of operations gives a state, and what cannot be known becomes unknown.</summary>
public static class Simulator
{
    /// <summary>The state in which the first step of the migration runs.</summary>
    public static SimulationState Begin(SimulationState before, Migration migration)
    {
        var state = before with { Migration = before.Migration + 1, Statement = -1 };
        return migration.Transaction == TransactionMode.Single ? TransactionEffects.Open(state, TransactionOwner.Runner) : state;
    }

    /// <summary>The state in which a step begins: what the runner does to its transaction in front of the step has been done.</summary>
    public static SimulationState Enter(SimulationState before, Step step) => (step.OutsideTransaction, before) switch
    {
        (true, { Transaction.Owner: TransactionOwner.Runner }) => TransactionEffects.Close(before) with { IsBetweenTransactions = true },
        (false, { IsBetweenTransactions: true }) => TransactionEffects.Open(before with { IsBetweenTransactions = false }, TransactionOwner.Runner),
        _ => before,
    };

    /// <summary>What is known when a step runs: the state before it, in which an object whose name is only known at run time is not absent.</summary>
    public static SimulationState At(SimulationState before, Step step) => step.HasPlaceholders ? PlaceholderEffects.Before(before) : before;

    /// <summary>The state after a step that costs <paramref name="cost"/>.</summary>
    public static SimulationState Apply(SimulationState before, Step step, Cost cost)
    {
        var state = before.Statement == step.Statement ? before : NextStatement(before, step.Statement);
        return step.Operation switch
        {
            BeginTransaction => TransactionEffects.Begin(state, step.Conditional),
            CommitTransaction => TransactionEffects.Commit(state, step.Conditional),
            RollbackTransaction o => TransactionEffects.Rollback(state, o.Savepoint, step.Conditional),
            SetSavepoint o => TransactionEffects.Save(state, o.Name),
            ReleaseSavepoint o => TransactionEffects.Release(state, o.Name),
            PreparedTransaction => state.Transaction.IsOpen ? TransactionEffects.Close(state) : state,
            SetSetting o => Set(state, o),
            _ => Run(state, step, cost),
        };
    }

    /// <summary>The state when the runner is done with the migration: its transaction is committed, settings of the session are gone.</summary>
    public static SimulationState End(SimulationState before, Migration migration)
        => TransactionEffects.Close(before) with { Settings = SessionSettings.Empty, IsBetweenTransactions = false };

    private static SimulationState NextStatement(SimulationState state, int statement)
    {
        // Without a transaction every statement is one of its own.
        var transaction = state.Transaction;
        return state with
        {
            Statement = statement,
            Transaction = transaction.IsOpen ? transaction : transaction with { Number = transaction.Number + 1 },
        };
    }

    private static SimulationState Run(SimulationState state, Step step, Cost cost)
    {
        var at = new Moment(state.Now, step.Conditional, state.Database);
        var schema = step.HasPlaceholders ? PlaceholderEffects.Apply(state.Schema, step.Operation, at) : SchemaEffects.Apply(state.Schema, step.Operation, at);
        var after = ReferenceEquals(schema, state.Schema) ? state : state with { Schema = schema };
        if (!state.Transaction.IsOpen || cost.Locks.Count == 0)
        {
            return after;
        }

        var locks = state.Transaction.Locks;
        foreach (var taken in cost.Locks)
        {
            locks = locks.With(new HeldLock(taken.Relation, taken.Mode, step.Statement, !IsNew(state, after, taken.Relation)), schema.Syntax);
        }

        return after with { Transaction = state.Transaction with { Locks = locks } };
    }

    /// <summary>Whether the relation was created in this transaction; it may also be an index.</summary>
    private static bool IsNew(SimulationState before, SimulationState after, ObjectName relation)
    {
        if (before.Schema.Find(relation) is { } known && known.Existence != Existence.Absent)
        {
            return before.IsInvisible(relation);
        }

        return after.IsInvisible(relation)
            || (after.Schema.Indexes.Find(relation) is { } index && (index.Origin == after.Now || after.IsInvisible(index.Of)));
    }

    private static SimulationState Set(SimulationState state, SetSetting operation)
    {
        if (operation.Scope == SettingScope.Transaction)
        {
            return state.Transaction.IsOpen ? state with { Settings = state.Settings.With(operation.Name, operation.Value, SettingScope.Transaction) } : state;
        }

        return state with
        {
            Settings = operation is { Name: "all", Value: null }
                ? SessionSettings.Empty
                : state.Settings.With(operation.Name, null, SettingScope.Transaction).With(operation.Name, operation.Value, SettingScope.Session),
        };
    }
}
