using MigrationGuard.Checking;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Tests.Simulation;

/// <summary>Guards against quadratic growth; the limits are several times what a slow machine needs.</summary>
[NonParallelizable]
public sealed class SimulatorSpeedTests
{
    private static readonly Operation[] Mixed = [.. Enumerable.Range(0, 3000).SelectMany(Family)];

    private static readonly Operation[] Tables = [.. Enumerable.Range(0, 30_000).Select(i => Simulated.Table($"table_{i}", "note"))];

    private static readonly Operation[] Altered = [.. Enumerable.Range(0, 30_000).Select(i => new AddColumn($"table_{i}", Simulated.Column("note")))];

    [Test]
    public void Thirty_thousand_steps_on_three_thousand_tables_take_well_under_a_second() => AssertFast(Mixed);

    [Test]
    public void Thirty_thousand_tables_can_be_created_in_one_transaction() => AssertFast(Tables);

    [Test]
    public void Thirty_thousand_unknown_tables_can_be_locked_in_one_transaction() => AssertFast(Altered);

    [Test]
    public void A_check_of_thirty_thousand_steps_is_linear_too()
    {
        var migrations = Enumerable.Range(0, 3000).Select(i => Simulated.MigrationOf([.. Family(i)]) with { Id = new MigrationId($"{i}", ""), Path = $"{i}.sql" }).ToArray();
        var before = Environment.CpuUsage.TotalTime;
        MigrationChecker.Check(migrations, new CheckOptions { Candidates = [Simulated.PostgreSql], CompleteHistory = true });
        var taken = Environment.CpuUsage.TotalTime - before;
        TestContext.Out.WriteLine($"checked in {taken.TotalMilliseconds:0} ms of processor time");
        Assert.That(taken, Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    private static IEnumerable<Operation> Family(int number)
    {
        ObjectName table = $"table_{number}";
        yield return Simulated.Table(table.Name, "a", "b", "c");
        yield return new AddColumn(table, Simulated.Column("d"));
        yield return new CreateIndex($"ix_{number}", table, Simulated.Keys("a", "b"));
        yield return new AddConstraint(table, new ForeignKeyConstraint(Simulated.List("a"), $"table_{number / 2}", default));
        yield return new AddConstraint(table, new CheckConstraint(Simulated.Sql("b IS NOT NULL", "b")) { NotValid = true });
        yield return new ValidateConstraint(table, $"table_{number}_b_check");
        yield return new SetNotNull(table, "b");
        yield return new RenameColumn(table, "c", "e");
        yield return new UpdateRows(table, Simulated.List("d")) { Assignments = Simulated.Sql("d = a", "d", "a") };
        yield return new DropColumn(table, "a");
    }

    private static void AssertFast(Operation[] operations)
    {
        var state = Simulated.Start();
        var costs = new Cost[operations.Length];
        for (var i = 0; i < operations.Length; i++)
        {
            costs[i] = state.Database.CostOf(operations[i], state);
            state = Simulator.Apply(state, new Step(operations[i], default, i), costs[i]);
        }

        // Processor time, because a test machine may be busy with other things.
        var before = Environment.CpuUsage.TotalTime;
        state = Simulated.Start();
        for (var i = 0; i < operations.Length; i++)
        {
            state = Simulator.Apply(state, new Step(operations[i], default, i), costs[i]);
        }

        var simulated = Environment.CpuUsage.TotalTime - before;
        TestContext.Out.WriteLine($"{operations.Length} steps simulated in {simulated.TotalMilliseconds:0} ms of processor time");
        Assert.That(simulated, Is.LessThan(TimeSpan.FromSeconds(2)));
    }
}
