using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;
using MigrationGuard.Sql;

namespace MigrationGuard.Database.Tests.Facts;

/// <summary>What the facts say of a rehearsal: the setup is read and simulated, the statement read and priced.</summary>
internal sealed record Story(IReadOnlyList<Operation> Operations, IReadOnlyList<Cost> Costs)
{
    /// <summary>The rows that were chosen.</summary>
    public IEnumerable<string> Rows => Costs.SelectMany(c => c.Fact.Split('+'));

    /// <summary>The strongest lock that the facts promise, by relation.</summary>
    public Dictionary<string, LockMode> Locks => Costs.SelectMany(c => c.Locks)
        .GroupBy(l => l.Relation.ToString())
        .ToDictionary(g => g.Key, g => g.MaxBy(l => l.Mode.Strength)!.Mode);

    public static Story Of(Rehearsal rehearsal, int major)
    {
        var state = After($"SET timezone = 'UTC'; {Rehearsal.Tables} {rehearsal.Setup}", major);
        var costs = new List<(Operation, Cost)>();
        Simulate(state, rehearsal.Statement, costs);
        return new Story([.. costs.Select(c => c.Item1)], [.. costs.Select(c => c.Item2)]);
    }

    /// <summary>A statement of one operation, and the state in which it runs.</summary>
    public static (Operation Operation, SimulationState Before) At(string setup, string statement, int major)
    {
        var costs = new List<(Operation, Cost)>();
        var state = After(setup, major);
        Simulate(state, statement, costs);
        return (costs.Single().Item1, state);
    }

    private static SimulationState After(string sql, int major)
    {
        var database = PostgreSql.Of(major);
        return Simulate(new SimulationState(database, DatabaseSchema.Empty(database.Syntax)), sql, []);
    }

    private static SimulationState Simulate(SimulationState state, string sql, List<(Operation, Cost)> costs)
    {
        var script = Sqls.Reader(SqlDialect.PostgreSql).Read(new SqlSource("rehearsal.sql", sql));
        var migration = new Migration { Id = new("", ""), Path = "rehearsal.sql", Steps = script.Steps, Transaction = TransactionMode.None };
        var settings = state.Settings;
        state = Simulator.Begin(state, migration) with { Settings = settings };
        foreach (var step in script.Steps)
        {
            var cost = state.Database.CostOf(step.Operation, state);
            costs.Add((step.Operation, cost));
            state = Simulator.Apply(state, step, cost);
        }

        settings = state.Settings;
        return Simulator.End(state, migration) with { Settings = settings };
    }
}
