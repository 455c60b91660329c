using MigrationGuard.Checking;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Simulation;
using MigrationGuard.TestKit;

namespace MigrationGuard.Tests.Simulation;

public sealed class SimulatorSpeedTests
{
    [Test]
    public void Steps_on_many_tables_take_linear_time() => AssertLinear(count => [.. Enumerable.Range(0, count / 10).SelectMany(Family)]);

    [Test]
    public void Any_number_of_tables_can_be_created_in_one_transaction() => AssertLinear(count => [.. Enumerable.Range(0, count).Select(i => Simulated.Table($"table_{i}", "note"))]);

    [Test]
    public void Any_number_of_unknown_tables_can_be_locked_in_one_transaction()
        => AssertLinear(count => [.. Enumerable.Range(0, count).Select(i => new AddColumn($"table_{i}", Simulated.Column("note")))]);

    [Test]
    public void A_check_of_many_migrations_takes_linear_time() => Growth.AssertLinear(2400, count =>
    {
        var migrations = Enumerable.Range(0, count).Select(i => Simulated.MigrationOf([.. Family(i)]) with { Id = new MigrationId($"{i}", ""), Path = $"{i}.sql" }).ToArray();
        return () => MigrationChecker.Check(migrations, new CheckOptions { Candidates = [Simulated.PostgreSql], CompleteHistory = true });
    });

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

    private static void AssertLinear(Func<int, Operation[]> operations) => Growth.AssertLinear(24_000, count =>
    {
        var steps = operations(count).Select((operation, number) => new Step(operation, default, number)).ToArray();
        return () =>
        {
            var state = Simulated.Start();
            foreach (var step in steps)
            {
                state = Simulator.Apply(state, step, state.Database.CostOf(step.Operation, state));
            }
        };
    });
}
