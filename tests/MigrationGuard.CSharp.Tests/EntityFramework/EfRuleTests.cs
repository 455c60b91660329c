using MigrationGuard.Checking;
using MigrationGuard.Databases;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Tests.EntityFramework;

/// <summary>What is said about calls whose danger lies in what the provider makes of them.</summary>
public sealed class EfRuleTests
{
    private const string Model = """
        modelBuilder.Entity("Shop.Person", b =>
            {
                b.Property<int>("Id").HasColumnType("int");
                b.Property<string>("Name").IsRequired().HasColumnType("nvarchar(200)");
                b.Property<int>("Sum").HasComputedColumnSql("1", true).HasColumnType("integer");
                b.HasKey("Id");
                b.HasIndex("Name");
                b.ToTable("People");
            });
        """;

    private const string Widen = """migrationBuilder.AlterColumn<string>(name: "Name", table: "People", type: "nvarchar(200)", nullable: false, oldClrType: typeof(string), oldType: "nvarchar(100)");""";

    private const string Required = """migrationBuilder.AlterColumn<string>(name: "Name", table: "People", type: "nvarchar(200)", nullable: false, defaultValue: "", oldClrType: typeof(string), oldType: "nvarchar(200)", oldNullable: true);""";

    private const string Computed = """migrationBuilder.AlterColumn<int>(name: "Sum", table: "People", type: "integer", nullable: false, computedColumnSql: "1", stored: true, oldClrType: typeof(int), oldType: "integer", oldComputedColumnSql: "2", oldStored: true);""";

    [Test]
    public void A_changed_column_with_an_index_is_a_rebuild_and_told_once()
    {
        var found = Findings(Widen, SqlDialect.TSql);
        Assert.Multiple(() =>
        {
            Assert.That(found, Has.Exactly(1).EqualTo("MG0179"));
            Assert.That(found, Has.None.EqualTo("MG0272"));
        });
    }

    [Test]
    public void A_changed_column_without_an_index_is_no_rebuild()
        => Assert.That(Findings(Widen.Replace("\"Name\"", "\"Other\"", StringComparison.Ordinal), SqlDialect.TSql), Has.None.EqualTo("MG0179"));

    [Test]
    public void A_column_that_becomes_required_with_a_default_is_filled_without_batches([Values] SqlDialect dialect)
        => Assert.That(Findings(Required, dialect), Has.Member("MG0411"));

    [Test]
    public void Another_expression_of_a_computed_column_drops_the_column([Values] SqlDialect dialect)
        => Assert.That(Findings(Computed, dialect), Has.Member("MG0230"));

    [TestCase(Widen)]
    [TestCase(Required)]
    [TestCase(Computed)]
    [TestCase("""migrationBuilder.DropColumn(name: "Name", table: "People");""")]
    public void The_default_that_the_provider_looks_for_is_no_constraint_that_somebody_relies_on(string body)
        => Assert.That(Findings(body, SqlDialect.TSql), Has.None.EqualTo("MG0246").And.None.EqualTo("MG0205"));

    [Test]
    public void EF_Core_gives_up_at_the_first_failure()
        => Assert.That(Findings(Required, SqlDialect.TSql), Has.None.EqualTo("MG0530"));

    [Test]
    public void A_concurrent_index_is_built_outside_of_the_transaction()
    {
        const string Build = """migrationBuilder.CreateIndex("IX_People_Sum", "People", "Sum")""";
        Assert.Multiple(() =>
        {
            Assert.That(Findings(Build + ";", SqlDialect.PostgreSql), Has.Member("MG0101"));
            Assert.That(Findings(Build + """.Annotation("Npgsql:CreatedConcurrently", true);""", SqlDialect.PostgreSql), Has.None.EqualTo("MG0101").And.None.EqualTo("MG0620"));
            Assert.That(Findings("""migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix ON \"People\" (\"Sum\")");""", SqlDialect.PostgreSql), Has.Member("MG0620"));
        });
    }

    private static IReadOnlyList<string> Findings(string body, SqlDialect dialect)
    {
        var server = dialect == SqlDialect.TSql ? DatabaseCandidates.TryCreate("sqlserver", "2022", "enterprise", out _)!.All[0] : MigrationGuard.Databases.PostgreSql.Of(16);
        var checkedOne = MigrationChecker.Check([EfMigrations.Up(body, dialect, Model).Migration], new CheckOptions { Candidates = [server] })[0];
        return [.. checkedOne.Findings.Select(finding => finding.Rule.Id)];
    }
}
