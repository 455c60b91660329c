using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Tests.Simulation;

public sealed class ConstraintSimulationTests
{
    private static readonly CheckConstraint Check = new(Simulated.Sql("c IS NOT NULL", "c")) { Name = "k", NotValid = true };

    // The names are those that PostgreSQL 15 and 18 choose.
    [TestCaseSource(nameof(ChosenNames))]
    public void PostgreSQL_chooses_names_that_can_be_foretold(ConstraintDefinition definition, string name)
        => Assert.That(Simulated.Start().After(Simulated.Table("t", "a", "b"), new AddConstraint("t", definition)).Schema.Find("t")!.Constraints[1].Name, Is.EqualTo(name));

    [Test]
    public void A_taken_name_gets_a_number()
    {
        var unique = new AddConstraint("t", new UniqueConstraint(Simulated.List("a")));
        var state = Simulated.Start().After(Simulated.Table("t", "a"), unique, unique);
        Assert.That(state.Schema.IndexesOf("t").Select(i => i.Name.Name), Is.EqualTo(new[] { "t_pkey", "t_a_key", "t_a_key1" }));
    }

    [Test]
    public void A_long_name_is_cut_where_PostgreSQL_cuts_it()
    {
        var state = Simulated.Start().After(new AddConstraint(new string('t', 50), new UniqueConstraint(Simulated.List(new string('c', 50)))));
        Assert.That(state.Schema.Find(new string('t', 50))!.Constraints[0].Name, Is.EqualTo(new string('t', 29) + "_" + new string('c', 29) + "_key"));
    }

    [Test]
    public void An_index_without_a_name_is_called_after_its_keys()
    {
        var keys = Simulated.List(new IndexKey("a", null), new IndexKey(null, new SqlExpression("lower(b)", ExpressionKind.Other, Simulated.List("lower"), Simulated.List("b"))));
        Assert.That(Simulated.Start().After(new CreateIndex(null, "t", keys)).Schema.IndexesOf("t").Single().Name.Name, Is.EqualTo("t_a_lower_idx"));
    }

    [Test]
    public void SQL_Server_chooses_random_names_so_that_they_are_unknown()
        => Assert.That(Simulated.Start(Simulated.SqlServer).After(new AddConstraint("t", new UniqueConstraint(Simulated.List("a")))).Schema.Find("t")!.Constraints[0].Name, Is.Null);

    [Test]
    public void A_constraint_of_a_new_table_is_valid_and_a_NOT_VALID_one_becomes_so()
    {
        var added = Simulated.Start().After(new AddConstraint("t", Check));
        Assert.Multiple(() =>
        {
            Assert.That(Simulated.Start().After(new CreateTable("t", default, Simulated.List<ConstraintDefinition>(Check))).Schema.Find("t")!.Constraints[0].Validated, Is.True);
            Assert.That(added.Schema.ImpliesNotNull("t", "c"), Is.False);
            Assert.That(added.After(new ValidateConstraint("t", "k")).Schema.ImpliesNotNull("t", "c"), Is.True);
            Assert.That(added.After(new ValidateConstraint("t", "k"), new DropConstraint("t", "k")).Schema.ImpliesNotNull("t", "c"), Is.False);
        });
    }

    [TestCase("c IS NOT NULL", true)]
    [TestCase("(c IS NOT NULL)", true)]
    [TestCase("c IS NOT NULL AND c > 0", true)]
    [TestCase("d > 0 AND ((c IS NOT NULL) AND c > 0)", true)]
    [TestCase("\"c\" is not null", true)]
    [TestCase("c > 0", false)]
    [TestCase("c IS NOT NULL OR d > 0", false)]
    [TestCase("d > 0 OR d < 9 AND c IS NOT NULL", false)]
    [TestCase("c IS NOT NULL AND d > 0 OR d < 9", false)]
    [TestCase("d BETWEEN 1 AND c IS NOT NULL", false)]
    [TestCase("NOT (c IS NOT NULL)", false)]
    [TestCase("cc IS NOT NULL", false)]
    [TestCase("note = 'c IS NOT NULL AND c IS NOT NULL'", false)]
    [TestCase("", false)]
    [TestCase("((", false)]
    public void A_check_promises_NOT_NULL_only_when_nothing_else_can_satisfy_it(string condition, bool implies)
        => Assert.That(Condition.ImpliesNotNull(condition, "c", Simulated.PostgreSql.Syntax), Is.EqualTo(implies));

    [TestCase("c IS NULL", true)]
    [TestCase("t.c IS NULL AND id < 100", true)]
    [TestCase("id IN (SELECT id FROM t WHERE c IS NULL LIMIT 1000)", true)]
    [TestCase("c IS NULL OR id = 1", false)]
    [TestCase("c IS NOT NULL", false)]
    [TestCase("NOT c IS NULL", false)]
    public void An_update_fills_only_what_was_empty_when_its_condition_says_so(string condition, bool selects)
        => Assert.That(Condition.SelectsNull(Simulated.Sql(condition), "c", Simulated.PostgreSql.Syntax), Is.EqualTo(selects));

    [TestCase("c IS NULL", true)]
    [TestCase("d > 0 AND (t.c IS NULL AND e IS NULL)", true)]
    [TestCase("c IS NULL AND NOT EXISTS (SELECT 1 FROM u)", true)]
    [TestCase("c IS NULL OR d > 0", false)]
    [TestCase("NOT (c IS NULL)", false)]
    [TestCase("EXISTS (SELECT 1 FROM u WHERE c IS NULL)", false)]
    [TestCase("(c IS NULL) = false", false)]
    [TestCase("cc IS NULL", false)]
    [TestCase("c IS NOT NULL", false)]
    [TestCase("", false)]
    public void A_condition_promises_NULL_only_when_nothing_else_can_satisfy_it(string condition, bool implies)
        => Assert.That(Condition.ImpliesNull(condition, "c", Simulated.PostgreSql.Syntax), Is.EqualTo(implies));

    [Test]
    public void A_not_null_constraint_of_PostgreSQL_18_makes_the_column_not_null_once_it_is_valid()
    {
        var added = Simulated.Start(MigrationGuard.Databases.PostgreSql.Of(18)).After(new AddConstraint("t", new NotNullConstraint("c") { Name = "n", NotValid = true }));
        Assert.Multiple(() =>
        {
            Assert.That(added.Schema.FindColumn("t", "c")?.Nullable, Is.Null);
            Assert.That(added.After(new ValidateConstraint("t", "n")).Schema.FindColumn("t", "c")!.Nullable, Is.False);
            Assert.That(added.After(new ValidateConstraint("t", "n"), new DropConstraint("t", "n")).Schema.FindColumn("t", "c")!.Nullable, Is.True);
        });
    }

    [Test]
    public void A_constraint_takes_over_an_index_under_its_own_name()
    {
        var state = Simulated.Start().After(
            Simulated.Table("t", "c"), new CreateIndex("i", "t", Simulated.Keys("c")) { Unique = true }, new AddConstraint("t", new UniqueConstraint(default) { Name = "u", UsingIndex = "i" }));
        var constraint = state.Schema.Find("t")!.Constraint("u", StringComparer.Ordinal)!;
        Assert.Multiple(() =>
        {
            Assert.That(((UniqueConstraint)constraint.Definition).Columns, Is.EqualTo(Simulated.List("c")));
            Assert.That(state.Schema.IndexesOf("t").Single(i => i.Constraint == "u").Name.Name, Is.EqualTo("u"));
            Assert.That(state.After(new DropConstraint("t", "u")).Schema.IndexesOf("t").Count(), Is.EqualTo(1));
            Assert.That(state.After(new RenameConstraint("t", "u", "v")).Schema.FindIndex("v", null), Is.Not.Null);
            Assert.That(state.After(new RenameIndex("u", "w")).Schema.Find("t")!.Constraint("w", StringComparer.Ordinal), Is.Not.Null);
        });
    }

    [Test]
    public void NOCHECK_and_CHECK_switch_a_constraint_and_only_WITH_CHECK_trusts_it_again()
    {
        var state = Simulated.Start(Simulated.SqlServer).After(new AddConstraint("t", Check with { NotValid = false }), new SwitchConstraint("t", "ALL"));
        var plain = state.After(new SwitchConstraint("t", "k") { Enable = true });
        var trusted = state.After(new SwitchConstraint("t", "k") { Enable = true, WithCheck = true });
        Assert.Multiple(() =>
        {
            Assert.That(Of(state), Is.EqualTo((false, false)));
            Assert.That(Of(plain), Is.EqualTo((true, false)));
            Assert.That(Of(trusted), Is.EqualTo((true, true)));
        });

        static (bool Enabled, bool Validated) Of(SimulationState state)
            => (state.Schema.Find("t")!.Constraints[0].Enabled, state.Schema.Find("t")!.Constraints[0].Validated);
    }

    [Test]
    public void A_table_knows_who_refers_to_it()
    {
        var state = Simulated.Start().After(new AddConstraint("lines", new ForeignKeyConstraint(Simulated.List("order_id"), "orders", default)));
        Assert.Multiple(() =>
        {
            Assert.That(state.Schema.Find("orders")!.ReferencedBy.Single().Name, Is.EqualTo("lines"));
            Assert.That(state.After(new DropConstraint("lines", "lines_order_id_fkey")).Schema.Find("orders")!.ReferencedBy, Is.Empty);
            Assert.That(state.After(new DropTable("lines")).Schema.Find("orders")!.ReferencedBy, Is.Empty);
        });
    }

    [Test]
    public void Enum_values_know_when_they_came()
    {
        var state = Simulated.Start().After(new CreateEnum("mood", Simulated.List("sad"))).NextMigration().After(new AddEnumValue("mood", "ok"), new RenameEnumValue("mood", "sad", "blue"));
        Assert.That(state.Schema.FindType("mood")!.Values.Select(v => (v.Name, v.Origin.Migration)), Is.EqualTo(new[] { ("blue", 1), ("ok", 2) }));
    }

    private static IEnumerable<TestCaseData> ChosenNames() =>
    [
        new(new UniqueConstraint(Simulated.List("a", "b")), "t_a_b_key"),
        new(new ForeignKeyConstraint(Simulated.List("a"), "u", default), "t_a_fkey"),
        new(new CheckConstraint(Simulated.Sql("a > 'x'", "a")), "t_a_check"),
        new(new CheckConstraint(Simulated.Sql("a > b", "a", "b")), "t_check"),
        new(new NotNullConstraint("a"), "t_a_not_null"),
    ];
}
