using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Tests.Simulation;

public sealed class PlaceholderSimulationTests
{
    private static readonly SimulationState Orders = Simulated.Start(schema: DatabaseSchema.Empty(Simulated.PostgreSql.Syntax)).After(Simulated.Table("orders"));

    [TestCaseSource(nameof(UnknownObjects))]
    public void What_happens_to_an_object_without_a_known_name_is_not_recorded(Operation operation)
    {
        var after = After(operation);
        Assert.Multiple(() =>
        {
            Assert.That(after.Schema.Find("‹t›"), Is.Null);
            Assert.That(after.Schema.ExistenceOf("‹t›"), Is.EqualTo(Existence.Unknown));
            Assert.That(after.Schema.ExistenceOf("customers"), Is.EqualTo(Existence.Unknown));
            Assert.That(after.Schema.FindIndex("‹t›", null), Is.Null);
        });
    }

    [Test]
    public void What_is_named_at_run_time_is_never_absent_when_the_step_runs()
    {
        var step = Step(new DropTable("‹t›"));
        Assert.That(Orders.Schema.ExistenceOf("‹t›"), Is.EqualTo(Existence.Absent));
        Assert.That(Simulator.At(Orders, step).IsExisting("‹t›"));
        Assert.That(Orders.Schema.ExistenceOf("orders", "‹c›"), Is.EqualTo(Existence.Unknown));
    }

    [Test]
    public void A_table_that_loses_something_without_a_known_name_keeps_nothing_but_its_existence()
    {
        var after = After(new DropConstraint("orders", "‹c›")).Schema.Find("orders")!;
        Assert.That((after.Existence, after.Complete, after.Columns.Count, after.Constraints.Count), Is.EqualTo((Existence.Exists, false, 0, 0)));
        Assert.That(after.Origin, Is.EqualTo(Orders.Schema.Find("orders")!.Origin));
    }

    [Test]
    public void Privileges_for_a_role_without_a_known_name_change_nothing()
        => Assert.That(After(new Grant(new(["SELECT"]), "TABLE", new(["orders"]), new(["‹role›"]))).Schema, Is.EqualTo(Orders.Schema));

    private static IEnumerable<Operation> UnknownObjects() =>
    [
        new DropTable("‹t›") { Cascade = true },
        Simulated.Table("‹t›"),
        new RenameTable("‹t›", "‹u›"),
        new RenameTable("orders", "‹t›"),
        new DropIndex("‹t›"),
        new CreateIndex("‹t›", "orders", new([new IndexKey("id", null)])),
        new DropColumn("‹t›", "id"),
        new CreateSequence("‹t›"),
        new AddConstraint("‹t›", new UniqueConstraint(new(["id"])) { IsPrimaryKey = true, Name = "pk" }),
        new AddConstraint("‹t›", new ForeignKeyConstraint(new(["id"]), "orders", new(["id"]))),
        new DropConstraint("‹t›", "pk"),
    ];

    private static SimulationState After(Operation operation) => Orders.After(Step(operation));

    private static Step Step(Operation operation) => new(operation, default, 1) { HasPlaceholders = true };
}
