using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Tests.Simulation;

public sealed class TransactionSimulationTests
{
    private static readonly AddColumn Change = new("orders", Simulated.Column("note"));

    private static SimulationState Alone(Database? database = null) => Simulated.Start(database, TransactionMode.None);

    [Test]
    public void The_runner_opens_a_transaction_that_ends_with_the_migration()
    {
        var state = Simulated.Start().After(Change);
        Assert.Multiple(() =>
        {
            Assert.That(state.Transaction.Owner, Is.EqualTo(TransactionOwner.Runner));
            Assert.That(Simulator.End(state, Simulated.MigrationOf([])).Transaction.IsOpen, Is.False);
            Assert.That(Alone().After(Change).Transaction.IsOpen, Is.False);
        });
    }

    [Test]
    public void COMMIT_closes_the_transaction_of_the_runner_too()
    {
        var state = Simulated.Start().After(Change, new CommitTransaction());
        Assert.Multiple(() =>
        {
            Assert.That(state.Transaction.IsOpen, Is.False);
            Assert.That(state.Transaction.Locks, Is.Empty);
            Assert.That(state.After(new BeginTransaction()).Transaction.Owner, Is.EqualTo(TransactionOwner.Script));
        });
    }

    [Test]
    public void Statements_without_a_transaction_count_as_one_each_and_with_one_as_one()
    {
        var outside = Alone().After(Simulated.Table("a"), Simulated.Table("b"));
        var inside = Simulated.Start().After(Simulated.Table("a"), Simulated.Table("b"));
        Assert.Multiple(() =>
        {
            Assert.That(outside.Schema.Find("a")!.Origin.Transaction, Is.Not.EqualTo(outside.Schema.Find("b")!.Origin.Transaction));
            Assert.That(inside.Schema.Find("a")!.Origin.Transaction, Is.EqualTo(inside.Schema.Find("b")!.Origin.Transaction));
        });
    }

    [Test]
    public void A_step_outside_of_the_transaction_commits_it_and_the_next_one_opens_another()
    {
        var before = Simulated.Start().After(Simulated.Table("a"));
        var outside = before.After(new Step(Simulated.Table("b"), default, 1) { OutsideTransaction = true });
        var behind = outside.After(Simulated.Table("c"));
        Assert.Multiple(() =>
        {
            Assert.That(outside.Transaction.IsOpen, Is.False);
            Assert.That(outside.Schema.Find("b")!.Origin.Transaction, Is.Not.EqualTo(before.Transaction.Number));
            Assert.That(behind.Transaction.Owner, Is.EqualTo(TransactionOwner.Runner));
            Assert.That(behind.Transaction.Number, Is.GreaterThan(outside.Transaction.Number));
            Assert.That(Simulator.End(outside, Simulated.MigrationOf([])).IsBetweenTransactions, Is.False);
        });
    }

    [Test]
    public void A_step_outside_of_the_transaction_leaves_a_transaction_of_the_script_alone()
    {
        var state = Alone().After(new BeginTransaction()).After(new Step(Change, default, 1) { OutsideTransaction = true });
        Assert.That(state.Transaction.Owner, Is.EqualTo(TransactionOwner.Script));
    }

    [Test]
    public void BEGIN_in_a_transaction_does_nothing_in_PostgreSQL_and_counts_in_T_SQL()
    {
        var postgres = Alone().After(new BeginTransaction(), new BeginTransaction(), new CommitTransaction());
        var sqlServer = Alone(Simulated.SqlServer).After(new BeginTransaction(), new BeginTransaction(), Change, new CommitTransaction());
        Assert.Multiple(() =>
        {
            Assert.That(postgres.Transaction.IsOpen, Is.False);
            Assert.That(sqlServer.Transaction.Depth, Is.EqualTo(1));
            Assert.That(sqlServer.After(new CommitTransaction()).Transaction.IsOpen, Is.False);
            Assert.That(sqlServer.After(new BeginTransaction(), new RollbackTransaction()).Transaction.IsOpen, Is.False);
            Assert.That(sqlServer.After(new RollbackTransaction()).Schema.Find("orders"), Is.Null);
        });
    }

    [Test]
    public void The_way_out_after_an_error_is_not_taken()
    {
        var state = Alone(Simulated.SqlServer).After(new BeginTransaction(), Change).AfterConditional(new RollbackTransaction());
        Assert.Multiple(() =>
        {
            Assert.That(state.Transaction.IsOpen, Is.True);
            Assert.That(state.Schema.FindColumn("orders", "note"), Is.Not.Null);
            Assert.That(state.AfterConditional(new CommitTransaction()).Transaction.IsOpen, Is.False);
        });
    }

    [Test]
    public void A_conditional_COMMIT_leaves_the_transaction_of_the_runner_alone()
        => Assert.That(Simulated.Start(Simulated.SqlServer).AfterConditional(new BeginTransaction()).AfterConditional(new CommitTransaction()).Transaction.Owner, Is.EqualTo(TransactionOwner.Runner));

    [Test]
    public void An_unknown_savepoint_is_an_error_in_PostgreSQL_and_the_transaction_itself_in_T_SQL()
    {
        var rollback = new RollbackTransaction { Savepoint = "work" };
        Assert.Multiple(() =>
        {
            Assert.That(Simulated.Start().After(Change, rollback).Schema.Find("orders"), Is.Not.Null);
            Assert.That(Simulated.Start(Simulated.SqlServer).After(Change, rollback).Schema.Find("orders"), Is.Null);
        });
    }

    [Test]
    public void Rolling_back_to_a_savepoint_releases_the_locks_taken_after_it()
    {
        var saved = Simulated.Start().After(Change, new SetSavepoint("s"));
        var undone = saved.After(new AddColumn("lines", Simulated.Column("note")), new RollbackTransaction { Savepoint = "s" });
        Assert.Multiple(() =>
        {
            Assert.That(saved.Transaction.Locks.Select(l => l.Relation.Name), Is.EqualTo(new[] { "orders" }));
            Assert.That(undone.Transaction.Locks.Select(l => l.Relation.Name), Is.EqualTo(new[] { "orders" }));
            Assert.That(undone.Schema.Find("lines"), Is.Null);
        });
    }

    [Test]
    public void The_strongest_lock_per_relation_is_held_in_the_order_of_the_first()
    {
        var state = Simulated.Start().After(
            new InsertRows("orders", default) { Source = Simulated.Sql("DEFAULT VALUES") }, new AddColumn("lines", Simulated.Column("note")), Change, new InsertRows("orders", default) { Source = Simulated.Sql("DEFAULT VALUES") });
        Assert.Multiple(() =>
        {
            Assert.That(state.Transaction.Locks.Select(l => (l.Relation.Name, l.Mode.Name, l.Statement)), Is.EqualTo(new[] { ("orders", "ACCESS EXCLUSIVE", 2), ("lines", "ACCESS EXCLUSIVE", 1) }));
            Assert.That(state.Transaction.Locks.Strongest!.Relation.Name, Is.EqualTo("lines"));
        });
    }

    [Test]
    public void Nobody_waits_for_a_table_of_the_same_transaction_but_for_the_one_it_refers_to()
    {
        var state = Simulated.Start().After(
            Simulated.Table("lines", "order_id"), new AddConstraint("lines", new ForeignKeyConstraint(Simulated.List("order_id"), "orders", default)));
        Assert.Multiple(() =>
        {
            Assert.That(state.Transaction.Locks.Find("lines")?.Existing, Is.False);
            Assert.That(state.Transaction.Locks.Find("orders")?.Existing, Is.True);
        });
    }

    [Test]
    public void No_lock_is_held_without_a_transaction() => Assert.That(Alone().After(Change).Transaction.Locks, Is.Empty);

    [TestCase(SettingScope.Session, TransactionMode.Single, "2s", "2s")]
    [TestCase(SettingScope.Session, TransactionMode.None, "2s", "2s")]
    [TestCase(SettingScope.Transaction, TransactionMode.Single, "2s", null)]
    [TestCase(SettingScope.Transaction, TransactionMode.None, null, null)]
    public void A_setting_lasts_as_long_as_its_scope(SettingScope scope, TransactionMode mode, string? set, string? committed)
    {
        var state = Simulated.Start(mode: mode).After(new SetSetting("lock_timeout", "2s", scope));
        var after = state.After(new CommitTransaction());
        Assert.Multiple(() =>
        {
            Assert.That(state.Settings["lock_timeout"], Is.EqualTo(set));
            Assert.That(after.Settings["lock_timeout"], Is.EqualTo(committed));
            Assert.That(state.NextMigration().Settings["lock_timeout"], Is.Null);
        });
    }

    [Test]
    public void SET_after_SET_LOCAL_wins_and_RESET_ends_it()
    {
        var state = Simulated.Start().After(new SetSetting("lock_timeout", "2s", SettingScope.Transaction), new SetSetting("lock_timeout", "5s", SettingScope.Session));
        Assert.Multiple(() =>
        {
            Assert.That(state.Settings["lock_timeout"], Is.EqualTo("5s"));
            Assert.That(state.After(new SetSetting("lock_timeout", null, SettingScope.Session)).Settings["lock_timeout"], Is.Null);
            Assert.That(state.After(new SetSetting("all", null, SettingScope.Session)).Settings["lock_timeout"], Is.Null);
        });
    }

    [Test]
    public void ROLLBACK_takes_back_SET_in_PostgreSQL_and_not_in_T_SQL()
    {
        Operation[] operations = [new BeginTransaction(), new SetSetting("lock_timeout", "2s", SettingScope.Session), new RollbackTransaction()];
        Assert.Multiple(() =>
        {
            Assert.That(Alone().After(operations).Settings["lock_timeout"], Is.Null);
            Assert.That(Alone(Simulated.SqlServer).After(operations).Settings["lock_timeout"], Is.EqualTo("2s"));
        });
    }

    [Test]
    public void Objects_of_one_statement_are_of_one_transaction_even_without_BEGIN()
    {
        var start = Alone();
        var first = Simulator.Apply(start, new Step(new AddColumn("orders", Simulated.Column("a")), default, 0), Cost.Nothing);
        var second = Simulator.Apply(first, new Step(new AddColumn("orders", Simulated.Column("b")), default, 0), Cost.Nothing);
        Assert.That(second.Schema.FindColumn("orders", "a")!.Origin, Is.EqualTo(second.Schema.FindColumn("orders", "b")!.Origin));
    }

    [Test]
    public void What_a_migration_that_is_not_released_added_is_pending()
    {
        var state = Simulated.Start() with { FirstPending = 1 };
        var next = state.After(Change).NextMigration();
        Assert.Multiple(() =>
        {
            Assert.That(next.IsPending(next.Schema.FindColumn("orders", "note")!.Origin), Is.True);
            Assert.That((next with { FirstPending = 0 }).IsPending(next.Schema.FindColumn("orders", "note")!.Origin), Is.False);
            Assert.That(next.IsPending(Origin.BeforeHistory), Is.False);
        });
    }
}
