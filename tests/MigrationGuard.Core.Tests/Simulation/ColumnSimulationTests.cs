using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Tests.Simulation;

public sealed class ColumnSimulationTests
{
    [Test]
    public void A_column_starts_as_it_was_written()
    {
        var column = ColumnOf(Simulated.Start().After(new AddColumn("t", Simulated.Column("c", "integer") with { Nullable = false, Default = Simulated.Literal("1") })));
        Assert.Multiple(() =>
        {
            Assert.That(column.Type, Is.EqualTo(DataType.Of("integer")));
            Assert.That(column.Nullable, Is.False);
            Assert.That(column.HasDefault, Is.True);
            Assert.That(column.Origin.Migration, Is.EqualTo(1));
        });
    }

    [TestCase("integer", true, false)]
    [TestCase("bigserial", false, true)]
    public void Serial_columns_are_not_null_and_have_a_default(string type, bool nullable, bool hasDefault)
    {
        var column = ColumnOf(Simulated.Start().After(new AddColumn("t", Simulated.Column("c", type))));
        Assert.That((column.Nullable, column.HasDefault), Is.EqualTo((nullable, hasDefault)));
    }

    [Test]
    public void DEFAULT_NULL_is_no_default()
        => Assert.That(ColumnOf(Simulated.Start().After(new AddColumn("t", Simulated.Column("c") with { Default = new SqlExpression("NULL", ExpressionKind.Null, default, default) }))).HasDefault, Is.False);

    [Test]
    public void A_domain_lends_its_default_and_its_NOT_NULL()
    {
        var domain = new CreateDomain("email", DataType.Of("text")) { NotNull = true, Default = Simulated.Literal("''") };
        var column = ColumnOf(Simulated.Start().After(domain, new AddColumn("t", Simulated.Column("c", "email"))));
        Assert.That((column.Nullable, column.HasDefault), Is.EqualTo((false, true)));
    }

    [Test]
    public void Defaults_come_and_go()
    {
        var state = Simulated.Start().After(new AddColumn("t", Simulated.Column("c")), new SetDefault("t", "c", Simulated.Literal("'x'")));
        Assert.Multiple(() =>
        {
            Assert.That(ColumnOf(state).Default?.Text, Is.EqualTo("'x'"));
            Assert.That(ColumnOf(state.After(new DropDefault("t", "c"))).HasDefault, Is.False);
        });
    }

    [Test]
    public void A_named_T_SQL_default_goes_with_its_constraint()
    {
        var state = Simulated.Start(Simulated.SqlServer).After(new AddConstraint("t", new DefaultConstraint("c", Simulated.Literal("1")) { Name = "DF_c" }));
        Assert.Multiple(() =>
        {
            Assert.That(ColumnOf(state).HasDefault, Is.True);
            Assert.That(ColumnOf(state.After(new DropConstraint("t", "df_c"))).HasDefault, Is.False);
        });
    }

    [Test]
    public void A_constraint_with_an_unknown_name_may_have_been_a_default_of_T_SQL()
    {
        var state = Simulated.Start(Simulated.SqlServer).After(new AddColumn("t", Simulated.Column("c", "int") with { Default = Simulated.Literal("1") }), new DropConstraint("t", "DF__t__c__1A2B"));
        Assert.That(ColumnOf(state).HasDefault, Is.Null);
    }

    [TestCase(null, true)]
    [TestCase(true, true)]
    [TestCase(false, false)]
    public void T_SQL_restates_the_nullability_with_the_type(bool? written, bool nullable)
    {
        var state = Simulated.Start(Simulated.SqlServer).After(
            new AddColumn("t", Simulated.Column("c", "int") with { Nullable = false }), new AlterColumnType("t", "c", DataType.Of("bigint")) { Nullable = written });
        Assert.That(ColumnOf(state).Nullable, Is.EqualTo(nullable));
    }

    [Test]
    public void PostgreSQL_keeps_the_nullability_when_the_type_changes()
        => Assert.That(ColumnOf(Simulated.Start().After(new SetNotNull("t", "c"), new AlterColumnType("t", "c", DataType.Of("bigint")))).Nullable, Is.False);

    [Test]
    public void An_update_fills_its_columns()
        => Assert.That(ColumnOf(Simulated.Start().After(new UpdateRows("t", Simulated.List("c")) { Assignments = Simulated.Sql("c = 1", "c") })).Filled, Is.True);

    [Test]
    public void A_renamed_column_takes_constraints_and_indexes_with_it()
    {
        var state = Simulated.Start().After(
            Simulated.Table("t", "c"),
            new AddConstraint("t", new CheckConstraint(Simulated.Sql("c IS NOT NULL AND length(c) > 2", "c"))),
            new CreateIndex("i", "t", Simulated.Keys("c")) { Where = Simulated.Sql("c <> 'x'", "c") },
            new RenameColumn("t", "c", "d"));
        var index = state.Schema.IndexesOf("t").Single(i => i.Name.Name == "i").Definition;
        Assert.Multiple(() =>
        {
            Assert.That(state.Schema.FindColumn("t", "d")!.RenamedFrom?.Name, Is.EqualTo("c"));
            Assert.That(state.Schema.ExistenceOf("t", "c"), Is.EqualTo(Existence.Absent));
            Assert.That(state.Schema.ImpliesNotNull("t", "d"), Is.True);
            Assert.That((index.Keys[0].Column, index.Where!.Text), Is.EqualTo(("d", "d <> 'x'")));
        });
    }

    [Test]
    public void A_renamed_key_column_is_followed_by_foreign_keys()
    {
        var state = Simulated.Start().After(
            Simulated.Table("orders"), Simulated.Table("lines", "order_id"),
            new AddConstraint("lines", new ForeignKeyConstraint(Simulated.List("order_id"), "orders", Simulated.List("id"))),
            new RenameColumn("orders", "id", "number"));
        Assert.That(state.Schema.Find("lines")!.Constraints.Select(c => c.Definition).OfType<ForeignKeyConstraint>().Single().ReferencedColumns[0], Is.EqualTo("number"));
    }

    [Test]
    public void A_dropped_column_takes_indexes_and_constraints_with_it()
    {
        var state = Simulated.Start().After(
            Simulated.Table("t", "c"), new AddConstraint("t", new UniqueConstraint(Simulated.List("c"))), new CreateIndex("i", "t", Simulated.Keys("id")) { Include = Simulated.List("c") }, new DropColumn("t", "c"));
        Assert.Multiple(() =>
        {
            Assert.That(state.Schema.IndexesOf("t").Select(i => i.Name.Name), Is.EqualTo(new[] { "t_pkey" }));
            Assert.That(state.Schema.Find("t")!.Constraints.Count, Is.EqualTo(1));
            Assert.That(state.IsExisting("t", "c"), Is.False);
        });
    }

    [Test]
    public void A_column_that_may_be_there_already_is_not_replaced()
    {
        var known = Simulated.Start().After(new AddColumn("t", Simulated.Column("c", "integer")));
        Assert.Multiple(() =>
        {
            Assert.That(ColumnOf(known.After(new AddColumn("t", Simulated.Column("c", "text")) { IfNotExists = true })).Type!.Name, Is.EqualTo("integer"));
            Assert.That(ColumnOf(known.AfterConditional(new AddColumn("t", Simulated.Column("c", "text")))).Type!.Name, Is.EqualTo("integer"));
        });
    }

    private static Column ColumnOf(SimulationState state) => state.Schema.FindColumn("t", "c")!;
}
