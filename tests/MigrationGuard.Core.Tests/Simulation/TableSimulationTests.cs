using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Tests.Simulation;

public sealed class TableSimulationTests
{
    [Test]
    public void A_created_table_is_new_until_the_next_migration()
    {
        var created = Simulated.Start().After(Simulated.Table("orders"));
        Assert.Multiple(() =>
        {
            Assert.That(created.IsExisting("orders"), Is.False);
            Assert.That(created.IsInvisible("orders"), Is.True);
            Assert.That(created.NextMigration().IsExisting("orders"), Is.True);
        });
    }

    [Test]
    public void A_table_outside_a_transaction_is_visible_at_once_but_still_new()
    {
        var created = Simulated.Start(mode: Migrations.TransactionMode.None).After(Simulated.Table("orders"));
        Assert.Multiple(() =>
        {
            Assert.That(created.IsExisting("orders"), Is.False);
            Assert.That(created.IsInvisible("orders"), Is.False);
        });
    }

    [Test]
    public void A_column_of_an_unknown_table_makes_a_partial_entry_from_before_the_history()
    {
        var state = Simulated.Start().After(new AddColumn("orders", Simulated.Column("note")));
        var table = state.Schema.Find("orders")!;
        Assert.Multiple(() =>
        {
            Assert.That(table.Complete, Is.False);
            Assert.That(table.Origin, Is.EqualTo(Origin.BeforeHistory));
            Assert.That(state.IsExisting("orders"), Is.True);
            Assert.That(state.Schema.ExistenceOf("orders", "note"), Is.EqualTo(Existence.Exists));
            Assert.That(state.Schema.ExistenceOf("orders", "total"), Is.EqualTo(Existence.Unknown));
        });
    }

    [Test]
    public void A_column_that_a_complete_table_lacks_is_absent()
        => Assert.That(Simulated.Start().After(Simulated.Table("orders")).Schema.ExistenceOf("orders", "total"), Is.EqualTo(Existence.Absent));

    [Test]
    public void A_dropped_table_is_absent_and_its_indexes_are_gone()
    {
        var state = Simulated.Start().After(Simulated.Table("orders"), new DropTable("orders"));
        Assert.Multiple(() =>
        {
            Assert.That(state.Schema.ExistenceOf("orders"), Is.EqualTo(Existence.Absent));
            Assert.That(state.Schema.Indexes.IsEmpty, Is.True);
        });
    }

    [Test]
    public void A_table_that_is_dropped_under_a_condition_may_still_be_there()
    {
        var state = Simulated.Start().AfterConditional(new DropTable("orders"));
        Assert.Multiple(() =>
        {
            Assert.That(state.Schema.ExistenceOf("orders"), Is.EqualTo(Existence.Unknown));
            Assert.That(state.IsExisting("orders"), Is.True);
        });
    }

    [Test]
    public void Create_if_not_exists_leaves_a_known_table_alone()
    {
        var state = Simulated.Start().After(Simulated.Table("orders", "note")).NextMigration().After(Simulated.Table("orders") with { IfNotExists = true });
        Assert.Multiple(() =>
        {
            Assert.That(state.IsExisting("orders"), Is.True);
            Assert.That(state.Schema.FindColumn("orders", "note"), Is.Not.Null);
        });
    }

    [Test]
    public void Create_if_not_exists_of_an_unknown_table_counts_as_created_here()
        => Assert.That(Simulated.Start().After(Simulated.Table("orders") with { IfNotExists = true }).IsExisting("orders"), Is.False);

    [Test]
    public void A_renamed_table_keeps_columns_indexes_and_foreign_keys_from_others()
    {
        var key = new AddConstraint("lines", new ForeignKeyConstraint(Simulated.List("order_id"), "orders", Simulated.List("id")));
        var state = Simulated.Start().After(
            Simulated.Table("orders", "note"), new CreateIndex("orders_note", "orders", Simulated.Keys("note")), Simulated.Table("lines", "order_id"), key, new RenameTable("orders", "purchases"));
        var moved = state.Schema.Find("purchases")!;
        Assert.Multiple(() =>
        {
            Assert.That(state.Schema.ExistenceOf("orders"), Is.EqualTo(Existence.Absent));
            Assert.That(moved.RenamedFrom?.Name, Is.EqualTo(new ObjectName(null, "orders")));
            Assert.That(state.Schema.IndexesOf("purchases").Select(i => i.Name.Name), Is.EquivalentTo(new[] { "orders_pkey", "orders_note" }));
            Assert.That(state.Schema.IndexesOf("purchases").Select(i => i.Of.Name), Is.All.EqualTo("purchases"));
            Assert.That(state.Schema.Find("lines")!.Constraints.Select(c => c.Definition).OfType<ForeignKeyConstraint>().Single().Referenced.Name, Is.EqualTo("purchases"));
            Assert.That(moved.ReferencedBy, Is.EquivalentTo(new[] { new ObjectName(null, "lines") }));
        });
    }

    [Test]
    public void Index_names_are_per_table_in_T_SQL_and_follow_its_rename()
    {
        var state = Simulated.Start(Simulated.SqlServer).After(
            new CreateIndex("IX_note", "a", Simulated.Keys("note")),
            new CreateIndex("IX_note", "b", Simulated.Keys("note")),
            new RenameTable("a", "c"),
            new DropIndex("ix_NOTE") { On = new ObjectName("dbo", "c") });
        Assert.Multiple(() =>
        {
            Assert.That(state.Schema.IndexesOf("c"), Is.Empty);
            Assert.That(state.Schema.IndexesOf("b").Single().Name.Name, Is.EqualTo("IX_note"));
        });
    }

    [Test]
    public void Columns_of_a_partitioned_table_change_in_its_partitions_too()
    {
        var state = Simulated.Start().After(
            Simulated.Table("events") with { PartitionBy = "RANGE (id)" },
            new CreateTable("events_1", default, default) { PartitionOf = (ObjectName)"events", PartitionBounds = "DEFAULT" },
            new AddColumn("events", Simulated.Column("note")));
        var partition = state.Schema.Find("events_1")!;
        Assert.Multiple(() =>
        {
            Assert.That(state.Schema.FindColumn("events_1", "note"), Is.Not.Null);
            Assert.That(partition.DefaultPartition, Is.True);
            Assert.That(partition.Complete, Is.True);
        });
    }

    [Test]
    public void Drop_cascade_takes_foreign_keys_and_views_with_it()
    {
        var state = Simulated.Start().After(
            Simulated.Table("orders"),
            Simulated.Table("lines", "order_id"),
            new AddConstraint("lines", new ForeignKeyConstraint(Simulated.List("order_id"), "orders", default)),
            new CreateView("open_orders", Simulated.Sql("SELECT id FROM orders", "id", "orders")) { Sources = Simulated.List<ObjectName>("orders") },
            new DropTable("orders") { Cascade = true });
        Assert.Multiple(() =>
        {
            Assert.That(state.Schema.Find("lines")!.Constraints.Exists(c => c.Definition is ForeignKeyConstraint), Is.False);
            Assert.That(state.Schema.ExistenceOf("open_orders"), Is.EqualTo(Existence.Absent));
        });
    }

    [Test]
    public void Views_follow_the_rename_of_their_table_in_PostgreSQL_and_keep_the_old_name_in_T_SQL()
    {
        Operation[] operations =
        [
            Simulated.Table("orders"),
            new CreateView("open_orders", Simulated.Sql("SELECT id FROM orders", "id", "orders")) { Sources = Simulated.List<ObjectName>("orders") },
            new RenameTable("orders", "purchases"),
        ];
        var state = Simulated.Start().After(operations);
        Assert.Multiple(() =>
        {
            Assert.That(state.Schema.Find("open_orders")!.View!.Sources[0].Name, Is.EqualTo("purchases"));
            Assert.That(state.Schema.Find("purchases")!.ReadBy.Single().Name, Is.EqualTo("open_orders"));
            Assert.That(state.After(new DropObject(ObjectKind.View, "open_orders")).Schema.Find("purchases")!.ReadBy, Is.Empty);
            Assert.That(Simulated.Start(Simulated.SqlServer).After(operations).Schema.Find("open_orders")!.View!.Sources[0].Name, Is.EqualTo("orders"));
        });
    }

    [Test]
    public void What_could_not_be_read_makes_unnamed_tables_unknown_and_nothing_else()
    {
        var before = Simulated.Start(schema: DatabaseSchema.Empty(Simulated.PostgreSql.Syntax)).After(Simulated.Table("orders"));
        var after = before.After(new UnreadSql("EXECUTE sql", "the SQL is built at run time"));
        Assert.Multiple(() =>
        {
            Assert.That(before.Schema.ExistenceOf("customers"), Is.EqualTo(Existence.Absent));
            Assert.That(after.Schema.ExistenceOf("customers"), Is.EqualTo(Existence.Unknown));
            Assert.That(after.Schema.ExistenceOf("orders"), Is.EqualTo(Existence.Exists));
        });
    }
}
