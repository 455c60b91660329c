using MigrationGuard.Checking;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Tests.EntityFramework;

/// <summary>What the designer part and the <c>old…</c> arguments tell of the schema.</summary>
public sealed class EfModelTests
{
    private const string People = """
        modelBuilder.HasAnnotation("ProductVersion", "8.0.0");
        modelBuilder.Entity("Shop.Person", b =>
            {
                b.Property<int>("Id").ValueGeneratedOnAdd().HasColumnType("int");
                SqlServerPropertyBuilderExtensions.UseIdentityColumn(b.Property<int>("Id"), 1L, 1);
                b.Property<string>("Name").IsRequired().HasMaxLength(100).HasColumnType("nvarchar(100)");
                b.Property<string>("Nick").HasColumnType("nvarchar(100)").HasColumnName("nick_name");
                b.Property<string>("Discriminator").IsRequired().HasColumnType("nvarchar(max)");
                b.HasKey("Id");
                b.HasIndex("Name").IsUnique().HasFilter("[Name] IS NOT NULL");
                b.HasIndex("Nick", "Id").HasDatabaseName("IX_Nick");
                SqlServerIndexBuilderExtensions.IncludeProperties(b.HasIndex("Id"), new[] { "Name" });
                b.ToTable("People", "dbo");
                b.HasDiscriminator<string>("Discriminator").HasValue("Person");
            });
        modelBuilder.Entity("Shop.Worker", b =>
            {
                b.HasBaseType("Shop.Person");
                b.Property<int>("Wage").HasColumnType("int");
                b.HasDiscriminator().HasValue("Worker");
            });
        modelBuilder.Entity("Shop.Person", b =>
            {
                b.OwnsOne("Shop.Address", "Home", b1 =>
                    {
                        b1.Property<int>("PersonId").HasColumnType("int");
                        b1.Property<string>("City").HasColumnType("nvarchar(50)");
                        b1.HasKey("PersonId");
                        b1.ToTable("People", "dbo");
                        b1.WithOwner().HasForeignKey("PersonId");
                    });
            });
        """;

    private const string Alter = """migrationBuilder.AlterColumn<string>(name: "Name", schema: "dbo", table: "People", type: "nvarchar(100)", maxLength: 100, nullable: false, oldClrType: typeof(string), oldType: "nvarchar(200)", oldMaxLength: 200);""";

    private static Database Postgres => MigrationGuard.Databases.PostgreSql.Of(16);

    [Test]
    public void SQL_Server_drops_the_indexes_of_a_changed_column_and_builds_them_again()
    {
        var read = EfMigrations.Up(Alter, SqlDialect.TSql, People);
        Assert.That(EfMigrations.Shown(read.Migration.Steps.Where(step => step.Operation is DropIndex or AlterColumnType or CreateIndex), SqlDialect.TSql), Is.EqualTo("""
            0: DROP INDEX IX_People_Name ON dbo.People
            1: DROP INDEX IX_People_Id ON dbo.People
            5: ALTER TABLE dbo.People ALTER COLUMN Name nvarchar(100) NOT NULL
            6: CREATE UNIQUE INDEX IX_People_Name ON dbo.People (Name) WHERE [Name] IS NOT NULL
            7: CREATE INDEX IX_People_Id ON dbo.People (Id) INCLUDE (Name)
            """));
    }

    [Test]
    public void An_index_that_the_migration_creates_afterwards_is_not_rebuilt()
    {
        var read = EfMigrations.Up(Alter + """migrationBuilder.CreateIndex(name: "IX_People_Name", schema: "dbo", table: "People", column: "Name");""", SqlDialect.TSql, People);
        Assert.That(read.Migration.Steps.Select(step => step.Operation).OfType<DropIndex>().Select(drop => drop.Name.Name), Is.EqualTo(new[] { "IX_People_Id" }));
    }

    [Test]
    public void The_model_in_front_of_a_migration_is_the_one_behind_it_less_what_it_does()
    {
        var read = EfMigrations.Up(
            Alter + """
            migrationBuilder.AddColumn<int>(name: "Wage", schema: "dbo", table: "People", type: "int", nullable: true);
            migrationBuilder.RenameColumn(name: "Nick", schema: "dbo", table: "People", newName: "nick_name");
            migrationBuilder.CreateIndex(name: "IX_Nick", schema: "dbo", table: "People", columns: new[] { "nick_name", "Id" });
            """,
            SqlDialect.TSql,
            People);
        var known = read.Migration.Known!.Of(new ObjectName("dbo", "People"));
        Assert.Multiple(() =>
        {
            Assert.That(known.OfType<AddColumn>().Select(add => $"{add.Column.Name} {add.Column.Type} {add.Column.Nullable}"), Is.EqualTo(new[]
            {
                "Id int False", "Name nvarchar(200) False", "Nick nvarchar(100) True", "Discriminator nvarchar(max) False", "Home_City nvarchar(50) True",
            }));
            Assert.That(known.OfType<CreateIndex>().Select(index => index.Name), Is.EqualTo(new[] { "IX_People_Name", "IX_People_Id" }));
            Assert.That(known.OfType<AddConstraint>().Single().Constraint, Is.InstanceOf<UniqueConstraint>().With.Property("IsPrimaryKey").True);
        });
    }

    [Test]
    public void A_table_that_the_migration_creates_is_not_known_before_it()
    {
        var read = EfMigrations.Up("""migrationBuilder.CreateTable(name: "People", schema: "dbo", columns: table => new { Id = table.Column<int>() });""", SqlDialect.TSql, People);
        Assert.That(read.Migration.Known!.Of(new ObjectName("dbo", "People")), Is.Empty);
    }

    [TestCase("character varying(20)", "character varying(50)", false)]
    [TestCase("character varying(50)", "character varying(20)", true)]
    [TestCase("integer", "bigint", true)]
    public void The_old_type_of_an_altered_column_tells_whether_the_table_is_rewritten(string old, string type, bool rewritten)
    {
        var checkedOne = Check($"""migrationBuilder.AlterColumn<string>(name: "Name", table: "People", type: "{type}", nullable: false, oldClrType: typeof(string), oldType: "{old}");""");
        Assert.That(checkedOne.Findings.Select(finding => finding.Rule.Id), rewritten ? Has.Member("MG0109") : Has.None.EqualTo("MG0109"));
    }

    [Test]
    public void What_the_history_says_counts_more_than_the_old_arguments()
    {
        var create = EfMigrations.Source("20230101000000_First", "First", """migrationBuilder.CreateTable(name: "People", columns: table => new { Name = table.Column<string>(type: "character varying(100)", nullable: false) });""");
        var alter = EfMigrations.Source("20240101000000_Second", "Second", """migrationBuilder.AlterColumn<string>(name: "Name", table: "People", type: "character varying(50)", nullable: false, oldClrType: typeof(string), oldType: "character varying(20)");""");
        var history = EfMigrations.Read(SqlDialect.PostgreSql, create, alter).Select(read => read.Migration).Where(migration => migration.Direction == Direction.Up).ToList();
        var last = MigrationChecker.Check(history, new CheckOptions { Candidates = [Postgres] })[^1];
        Assert.That(last.Findings.Select(finding => finding.Rule.Id), Has.Member("MG0109"));
    }

    [Test]
    public void A_hand_written_AlterColumn_without_old_arguments_says_nothing_of_the_column()
    {
        var read = EfMigrations.Up("""migrationBuilder.AlterColumn<string>(name: "Name", table: "People", nullable: false);""", SqlDialect.PostgreSql);
        Assert.That(read.Migration.Known!.Of("People"), Is.Empty);
    }

    private static CheckedMigration Check(string body)
        => MigrationChecker.Check([EfMigrations.Up(body, SqlDialect.PostgreSql).Migration], new CheckOptions { Candidates = [Postgres] })[0];
}
