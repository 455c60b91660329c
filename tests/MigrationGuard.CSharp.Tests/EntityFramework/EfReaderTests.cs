using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Tests.EntityFramework;

/// <summary>What belongs to no single call: SQL, transactions, what is not known, broken sources.</summary>
public sealed class EfReaderTests
{
    private static SourceMigration Up(string body) => EfMigrations.Up(body, SqlDialect.PostgreSql);

    [Test]
    public void Suppressed_SQL_and_concurrent_indexes_stand_outside_of_the_transaction()
    {
        var read = Up("""
            migrationBuilder.DropColumn("a", "t");
            migrationBuilder.Sql("VACUUM t", suppressTransaction: true);
            migrationBuilder.CreateIndex("ix", "t", "b").Annotation("Npgsql:CreatedConcurrently", true);
            migrationBuilder.Sql("SELECT 1");
            """);
        Assert.Multiple(() =>
        {
            Assert.That(read.Migration.Transaction, Is.EqualTo(TransactionMode.Single));
            Assert.That(read.Migration.Steps.Select(step => step.OutsideTransaction), Is.EqualTo(new[] { false, true, true, false }));
        });
    }

    [Test]
    public void Generated_SQL_is_placed_at_its_call()
    {
        var source = EfMigrations.Source("1_A", "A", "migrationBuilder.DropColumn(\n  name: \"a\",\n  table: \"t\").Annotation(\"a\", 1);");
        var span = EfMigrations.Read(SqlDialect.PostgreSql, source)[0].Migration.Steps[0].Span;
        Assert.That(source.Substring(span.Start, span.Length), Is.EqualTo("DropColumn(\n  name: \"a\",\n  table: \"t\")"));
    }

    [TestCase("""migrationBuilder.Operations.Add(new SqlOperation { Sql = "DROP TABLE t" });""", "put together by hand")]
    [TestCase("""migrationBuilder.AddEverything("t");""", "AddEverything")]
    [TestCase("""migrationBuilder.Sql(Load());""", "run time")]
    [TestCase("""migrationBuilder.Sql(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scripts/fill.sql")));""", "Scripts/fill.sql")]
    [TestCase("""migrationBuilder.Sql(Helpers.Resource("Shop.Scripts.fill.psql"));""", "the script Shop.Scripts.fill.psql is not")]
    [TestCase("""migrationBuilder.SqlResource("Shop.Scripts.fill.sql");""", "the script Shop.Scripts.fill.sql is not")]
    [TestCase("""migrationBuilder.DropTable(schema: "s");""", "without name")]
    [TestCase("""migrationBuilder.AddColumn<int>(name: "a", table: "t", nullable: IsNullable());""", "nullable is known only at run time")]
    [TestCase("""migrationBuilder.CreateTable("t", Columns);""", "columns of the table")]
    [TestCase("""migrationBuilder.InsertData("t", new[] { "a", "b" }, Rows());""", "rows")]
    public void What_cannot_be_known_is_said_to_be_unread(string call, string reason)
    {
        var read = Up(call);
        Assert.Multiple(() =>
        {
            Assert.That(read.Migration.Steps.Select(step => step.Operation).OfType<UnreadSql>().Single().Reason, Does.Contain(reason));
            Assert.That((read.CallsRead, read.CallsUnread), Is.EqualTo((0, 1)));
        });
    }

    [Test]
    public void A_name_that_is_known_only_at_run_time_is_a_placeholder()
    {
        var step = Up("""migrationBuilder.DropColumn("a", Names.Table("x\"y"));""").Migration.Steps.Single();
        Assert.Multiple(() =>
        {
            Assert.That(step.HasPlaceholders);
            Assert.That(step.Operation, Is.InstanceOf<DropColumn>());
            Assert.That(step.Operation.Table!.Value.IsPlaceholder);
        });
    }

    [Test]
    public void A_default_that_is_computed_when_the_migration_runs_is_still_a_literal_in_SQL()
    {
        var add = (AddColumn)Up("""migrationBuilder.AddColumn<DateTime>(name: "a", table: "t", type: "timestamp with time zone", nullable: false, defaultValue: DateTime.UtcNow);""").Migration.Steps.Single().Operation;
        Assert.That(add.Column.Default!.Kind, Is.EqualTo(ExpressionKind.Literal));
    }

    [Test]
    public void Reading_never_throws_whatever_stands_in_the_file()
    {
        var whole = EfMigrations.Source("1_A", "A", """
            migrationBuilder.AlterDatabase().Annotation("Npgsql:Enum:mood", "a,b").OldAnnotation("Npgsql:Enum:mood", "a");
            migrationBuilder.CreateTable(name: "t", columns: table => new { Id = table.Column<int>(nullable: false).Annotation("SqlServer:Identity", "1, 1") },
                constraints: table => { table.PrimaryKey("pk", x => x.Id); table.ForeignKey("fk", x => new { x.Id }, "u", new[] { "Id" }); });
            migrationBuilder.AlterColumn<DateTime>(name: "a", table: "t", nullable: false, defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Utc), oldNullable: true, oldClrType: typeof(int));
            migrationBuilder.InsertData("t", new[] { "a", "b" }, new object[,] { { 1, null }, { new DateTime(2020, 13, 45), new byte[] { 1, 2 } } });
            migrationBuilder.UpdateData(table: "t", keyColumns: new[] { "a" }, keyValues: new object[] { 1 }, columns: new[] { "b" }, values: new object[] { 2m });
            """);
        var designer = EfMigrations.Designer("1_A", "A", """modelBuilder.Entity("T", b => { b.Property<int>("Id"); b.HasIndex(new[] { "Id" }, "ix"); b.ToTable("t", (string)null); });""");
        for (var length = 0; length < whole.Length; length += 7)
        {
            foreach (var dialect in new[] { SqlDialect.PostgreSql, SqlDialect.TSql })
            {
                var cut = length;
                Assert.That(() => Known(EfMigrations.Read(dialect, whole[..cut], designer)), Throws.Nothing);
                Assert.That(() => Known(EfMigrations.Read(dialect, whole.Remove(cut, Math.Min(9, whole.Length - cut)), designer[..^(cut % designer.Length)])), Throws.Nothing);
            }
        }
    }

    private static int Known(IReadOnlyList<SourceMigration> read) => read.Sum(migration => migration.Migration.Known?.Of("t").Count ?? 0);
}
