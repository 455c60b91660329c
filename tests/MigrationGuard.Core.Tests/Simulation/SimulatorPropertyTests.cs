using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Classifying;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;
using MigrationGuard.Tests.Generators;

namespace MigrationGuard.Tests.Simulation;

public sealed class SimulatorPropertyTests
{
    private static readonly Gen<Step> Steps =
        from operation in Gen.Frequency((8, OperationGenerator.PostgreSql), (1, SessionGenerator.Any))
        from conditional in Generate.Rarely
        from statement in Gen.Choose(0, 30)
        select new Step(operation, default, statement) { Conditional = conditional };

    private static readonly Gen<Step> StepsWithoutTransactionControl = Steps.Where(step => step.Operation is not (
        BeginTransaction or CommitTransaction or RollbackTransaction or SetSavepoint or ReleaseSavepoint or PreparedTransaction));

    private static readonly Database[] Databases = [PostgreSql.Of(12), PostgreSql.Of(18), Simulated.SqlServer];

    [TestCaseSource(nameof(Databases))]
    public void Any_sequence_of_operations_is_classified_and_gives_a_consistent_state(Database database) =>
        Check(Gen.Zip(Steps.ListOf(), Generate.Either), 500, given =>
        {
            var state = Simulated.Start(database, given.Item2 ? TransactionMode.Single : TransactionMode.None);
            foreach (var step in given.Item1)
            {
                var classification = Classifier.Classify(step.Operation, state);
                Assert.That(classification.Phase == Phase.Contract, Is.EqualTo(classification.BreaksOld.Breaks || classification.BreaksNew.Breaks));
                Assert.That(classification.BreaksOld.Reason.Length > 0, Is.EqualTo(classification.BreaksOld.Impact != Impact.None));
                state = Simulator.Apply(state, step, classification.Cost);
                AssertConsistent(state);
            }

            AssertConsistent(Simulator.End(state, Simulated.MigrationOf([])));
        });

    [Test]
    public void Rolling_back_restores_schema_and_settings_and_releases_locks() =>
        Check(Gen.Zip(StepsWithoutTransactionControl.ListOf(), StepsWithoutTransactionControl.ListOf()), 300, given =>
        {
            var before = Run(Simulated.Start(mode: TransactionMode.None), given.Item1);
            var after = Run(before.After(new BeginTransaction()), given.Item2).After(new RollbackTransaction());
            Assert.Multiple(() =>
            {
                Assert.That(after.Schema, Is.SameAs(before.Schema));
                Assert.That(after.Settings, Is.EqualTo(before.Settings));
                Assert.That(after.Transaction.IsOpen, Is.False);
                Assert.That(after.Transaction.Locks, Is.Empty);
            });
        });

    [Test]
    public void Savepoints_nest() =>
        Check(StepsWithoutTransactionControl.ListOf().ArrayOf(3), 200, given =>
        {
            var (first, second, third) = (given[0], given[1], given[2]);
            var outer = Run(Simulated.Start(), first);
            var inner = Run(outer.After(new SetSavepoint("outer")), second);
            var deep = Run(inner.After(new SetSavepoint("inner")), third);
            var undone = deep.After(new RollbackTransaction { Savepoint = "inner" });
            Assert.Multiple(() =>
            {
                AssertSame(undone, inner);
                AssertSame(undone.After(new RollbackTransaction { Savepoint = "outer" }), outer);
                AssertSame(deep.After(new RollbackTransaction { Savepoint = "outer" }), outer);
                Assert.That(deep.After(new ReleaseSavepoint("inner")).Schema, Is.SameAs(deep.Schema));
            });
        });

    [TestCaseSource(nameof(Databases))]
    public void Nothing_that_happens_to_a_new_table_breaks_a_version_that_never_saw_it(Database database) =>
        Check(Steps.Where(s => s.Operation is TableOperation and not ChangePolicy), 2000, step =>
        {
            var operation = (TableOperation)step.Operation with { Of = "fresh" };
            var state = Simulated.Start(database).After(Simulated.Table("fresh", "email", "name"));
            Assert.That(Classifier.Classify(operation, state).BreaksOld.Breaks, Is.False);
        });

    private static SimulationState Run(SimulationState state, IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            state = Simulator.Apply(state, step, state.Database.CostOf(step.Operation, state));
        }

        return state;
    }

    private static void AssertSame(SimulationState actual, SimulationState expected)
    {
        Assert.That(actual.Schema, Is.SameAs(expected.Schema));
        Assert.That(actual.Transaction.Locks, Is.EqualTo(expected.Transaction.Locks));
        Assert.That(actual.Settings, Is.EqualTo(expected.Settings));
    }

    private static void AssertConsistent(SimulationState state)
    {
        Assert.That(state.Transaction.Depth > 0, Is.EqualTo(state.Transaction.IsOpen));
        Assert.That(state.Transaction.IsOpen || (state.Transaction.Locks.Count == 0 && state.Transaction.Savepoints.Count == 0), Is.True);
        var listed = 0;
        foreach (var (name, table) in state.Schema.Tables.Entries())
        {
            Assert.That(state.Schema.Syntax.Same(table.Name, name), Is.True);
            foreach (var key in table.Indexes)
            {
                Assert.That(state.Schema.Syntax.Same(state.Schema.Indexes.Find(key)!.Of, name), Is.True, $"{key} of {name}");
                listed++;
            }
        }

        Assert.That(state.Schema.Indexes.Entries().Count(), Is.EqualTo(listed));
    }

    private static void Check<T>(Gen<T> values, int tests, Action<T> assert) => Prop.ForAll(values.ToArbitrary(), assert).Check(Config.QuickThrowOnFailure.WithMaxTest(tests));
}
