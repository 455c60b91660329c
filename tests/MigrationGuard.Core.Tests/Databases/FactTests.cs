using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Tests.Databases;

public sealed class FactTests
{
    private static IEnumerable<CostFact> Rows => [.. PostgreSql.Of(18).Facts, .. SqlServer.Find(2022, SqlServerEditions.Enterprise)!.Facts];

    private static IEnumerable<Type> Operations => typeof(Operation).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Operation)));

    [Test]
    public void Ids_of_rows_are_unique() => Assert.That(Rows.Select(r => r.Id), Is.Unique);

    [Test]
    public void Ids_say_the_product()
    {
        Assert.That(PostgreSql.Of(18).Facts.Select(r => r.Id), Is.All.StartWith("pg-"));
        Assert.That(SqlServer.Find(2022, SqlServerEditions.Express)!.Facts.Select(r => r.Id), Is.All.StartWith("ms-"));
    }

    [Test]
    public void Rows_that_add_stand_behind_the_rows_they_add_to()
    {
        var late = Rows.GroupBy(r => (r.Operation, r.Id[..2])).SelectMany(g => g.SkipWhile(r => !r.Adds).Where(r => !r.Adds));
        Assert.That(late, Is.Empty);
    }

    [Test]
    public void Every_row_names_its_source() => Assert.That(Rows.Select(r => r.Source), Has.All.Not.Empty);

    [Test]
    public void Nothing_about_SqlServer_claims_to_be_measured()
        => Assert.That(SqlServer.Find(2022, SqlServerEditions.Express)!.Facts.Where(r => !r.Unknowable).Select(r => r.Confidence), Has.None.EqualTo(Confidence.Measured));

    [Test]
    public void Every_operation_of_PostgreSql_has_a_row()
    {
        Type[] others = [typeof(UnreadSql), typeof(EndBatch), typeof(ChangeSystemVersioning), typeof(SwitchPartition), typeof(ChangePartitionRange), typeof(SwitchConstraint)];
        Assert.That(Operations.Except(others), Is.SubsetOf(PostgreSql.Of(18).Facts.Select(r => r.Operation)));
    }

    [Test]
    public void Every_operation_of_SqlServer_has_a_row()
    {
        Type[] others =
        [
            typeof(UnreadSql), typeof(SetNotNull), typeof(DropNotNull), typeof(SetDefault), typeof(DropDefault), typeof(ChangeIdentity), typeof(SetTableLogging),
            typeof(MoveTableStorage), typeof(LockTable), typeof(ChangeInheritance), typeof(AttachPartition), typeof(DetachPartition), typeof(Reindex),
            typeof(ValidateConstraint), typeof(AlterConstraint), typeof(CreateEnum), typeof(AddEnumValue), typeof(RenameEnumValue), typeof(AlterType),
            typeof(CreateDomain), typeof(AlterDomain), typeof(RefreshView), typeof(CreateRule), typeof(DropRule), typeof(ChangeDefaultPrivileges),
            typeof(ReleaseSavepoint), typeof(PreparedTransaction),
        ];
        Assert.That(Operations.Except(others), Is.SubsetOf(SqlServer.Find(2022, SqlServerEditions.Express)!.Facts.Select(r => r.Operation)));
    }

    [Test]
    public void What_was_not_read_has_no_known_cost()
        => Assert.That(PostgreSql.Of(15).CostOf(new UnreadSql("x", "y"), Nothing(PostgreSql.Of(15))).Known, Is.False);

    [Test]
    public void An_index_on_an_unknown_table_blocks_writes()
    {
        var cost = PostgreSql.Of(12).CostOf(new CreateIndex("i", "t", new([new IndexKey("a", null)])), Nothing(PostgreSql.Of(12)));
        Assert.That(cost, Has.Property(nameof(Cost.BlocksWrites)).True.And.Property(nameof(Cost.BuildsIndex)).True.And.Property(nameof(Cost.BlocksReads)).False);
    }

    private static SimulationState Nothing(Database database) => new(database, DatabaseSchema.Unknown(database.Syntax));
}
