using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Reading;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Tests.Reading;

public sealed class SpeedTests
{
    private const int Migrations = 2000;

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Preview);

    [TestCase(false)]
    [TestCase(true)]
    public void The_time_a_migration_takes_is_bounded(bool entityFramework)
    {
        Measure(entityFramework, 0, 200);
        var fastest = Enumerable.Range(1, 3).Min(round => Measure(entityFramework, round * Migrations, Migrations));
        TestContext.Out.WriteLine(FormattableString.Invariant($"{fastest:0.0} µs a migration"));

        // A debug build on a busy machine takes several times as long as the 300 that are to be held.
        Assert.That(fastest, Is.LessThan(3000));
    }

    [Test]
    public void The_chain_of_a_node_is_found()
    {
        var compilation = Reads.Compilation(Reads.Fluent("Create.Table(\"t\").WithColumn(\"a\").AsInt32(); Delete.Table(\"u\");"));
        var migrations = MigrationSourceReader.Read(compilation, new ReadOptions(SqlDialect.PostgreSql), CancellationToken.None);
        var literal = compilation.SyntaxTrees[0].GetRoot().DescendantNodes().OfType<LiteralExpressionSyntax>().First(node => node.Token.ValueText == "a");
        var found = ChainFinder.Find(migrations, literal);
        Assert.That((found?.Link.Name, found?.Call.Chain.Root), Is.EqualTo(("WithColumn", "Create")));
    }

    private static double Measure(bool entityFramework, int from, int count)
    {
        var trees = Enumerable.Range(from, count).Select(i => CSharpSyntaxTree.ParseText(entityFramework ? EntityFramework(i) : Fluent(i), Parse, $"M{i}.cs")).ToArray();
        foreach (var tree in trees)
        {
            // The compiler has parsed them and made their nodes.
            Assert.That(tree.GetRoot().DescendantNodes().Count(), Is.GreaterThan(10));
        }

        var compilation = CSharpCompilation.Create("many", trees);
        var before = Used();
        var read = MigrationSourceReader.Read(compilation, new ReadOptions(SqlDialect.PostgreSql), CancellationToken.None);
        var used = Used() - before;
        Assert.That(read.Sum(migration => migration.CallsUnread), Is.Zero);
        return used.TotalMilliseconds * 1000 / count;
    }

    // Time of the processor: other work on the machine does not count.
    private static TimeSpan Used()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static string Fluent(int i) => $$"""
        using FluentMigrator;
        namespace Shop.Migrations;
        [Migration({{i + 1}})]
        public class M{{i}} : Migration
        {
            public override void Up()
            {
                Create.Table("t{{i}}").WithColumn("id").AsInt32().PrimaryKey().Identity().WithColumn("name").AsString(100).NotNullable().WithColumn("at").AsDateTime().Nullable();
                Alter.Table("t{{i}}").AddColumn("more").AsInt32().Nullable();
                Create.Index("ix{{i}}").OnTable("t{{i}}").OnColumn("name").Ascending();
                Execute.Sql(@"UPDATE t{{i}} SET name = 'x' WHERE name IS NULL; CREATE VIEW v{{i}} AS SELECT id, name FROM t{{i}};");
            }

            public override void Down()
            {
                Execute.Sql("DROP VIEW v{{i}}");
                Delete.Table("t{{i}}");
            }
        }
        """;

    private static string EntityFramework(int i) => $$"""
        using Microsoft.EntityFrameworkCore.Migrations;
        namespace Shop.Migrations;
        [Migration("2024{{i:D10}}_M{{i}}")]
        public partial class M{{i}} : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder)
            {
                migrationBuilder.CreateTable(name: "t{{i}}", columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false).Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", nullable: true),
                }, constraints: table => { table.PrimaryKey("PK_t{{i}}", x => x.Id); });
                migrationBuilder.AddColumn<int>(name: "more", table: "t{{i}}", type: "integer", nullable: true);
                migrationBuilder.CreateIndex(name: "ix{{i}}", table: "t{{i}}", column: "Name");
                migrationBuilder.Sql(@"UPDATE t{{i}} SET ""Name"" = 'x' WHERE ""Name"" IS NULL;");
            }

            protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable(name: "t{{i}}");
        }
        """;
}
