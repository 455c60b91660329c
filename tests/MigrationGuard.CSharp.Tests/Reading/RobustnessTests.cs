using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Tests.Reading;

public sealed class RobustnessTests
{
    private const string Sample = """
        using FluentMigrator;
        using static Names;
        namespace App;
        // migrationguard: phase expand
        [Migration(20240131, TransactionBehavior.None), AllowFinding("MG0101", Because = "x")]
        public class A : Base<int>
        {
            private const string Table = "t" + Users;
            public override void Up()
            {
                if (!Schema.Table(Table).Exists()) { Create.Table(Table).WithColumn("id").AsInt32().PrimaryKey().WithDefault(SystemMethods.NewGuid); } else return;
                foreach (var (n, c) in new[] { ("a", 1), ("b", 2) }) Alter.Table(n).AddColumn($"c_{c:D2}").AsString(c * 10).Nullable();
                for (var i = 0; i < 3; i++) Execute.Sql(@"UPDATE ""a"" SET x = " + i + $"{{{i}}}");
                IfDatabase("postgres").Delegate(() => Execute.Sql("ALTER TABLE a\n  ADD b int; DROP TABLE c"));
                Insert.IntoTable("t").Row(new { A = 1, B = (string)null }).Row(new Dictionary<string, object> { ["x"] = 'c' });
                var s = Provider switch { "x" => "a", _ => "b" }; Execute.Sql(s ?? "c"); Helper(s, t => t.WithColumn("z"), later: true);
                try { while (More()) { Delete.Table("x"); break; } } catch (Exception e) when (e is null) { throw; } finally { Delete.Table("y"); }
            }
            void Helper(string a, Action<object> f, bool later = false, params int[] rest) { f(Create.Table(a)); if (later) Helper(a + "x", f); }
        }
        abstract class Base<T> : Migration { public override void Down() { Apply(); } protected virtual void Apply() => Delete.Table(nameof(T)); }
        static class Names { public const string Users = "users" + App; const string App = Users; }
        partial class E : Migration
        {
            protected override void Up(MigrationBuilder b)
            {
                b.CreateTable("t", table => new { Id = table.Column<int>(nullable: false) }, constraints: table => { table.PrimaryKey("pk", x => new { x.Id }); });
                switch (b.ActiveProvider) { case "a": case "b": b.Sql("x", suppressTransaction: true); break; case { Length: > 3 } p when p.StartsWith("N"): b.Sql(p[0..2]); goto default; default: return; }
                b?.InsertData("t", new[] { "a" }, new object[,] { { 1, "x" }, { 2, null } });
            }
        }
        """;

    [Test]
    public void The_sample_is_read_as_it_is()
    {
        var read = Reads.All(Sample);
        Assert.That(read, Has.Count.EqualTo(3));
        Assert.That(read.Sum(migration => migration.Calls.Count), Is.GreaterThan(15));
    }

    [Test]
    public void A_source_that_is_cut_off_anywhere_is_read()
    {
        for (var length = 0; length < Sample.Length; length += 7)
        {
            Assert.That(() => Reads.All(Sample[..length]), Throws.Nothing, Sample[..length]);
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void A_source_that_is_changed_anywhere_is_read(int seed)
    {
        var random = new Random(seed);
        const string Letters = "(){}[]<>;.,\"'$@=+x1 \n";
        for (var round = 0; round < 150; round++)
        {
            var text = Sample.ToCharArray().ToList();
            for (var change = 0; change < 6; change++)
            {
                var at = random.Next(text.Count - 60);
                switch (random.Next(4))
                {
                    case 0:
                        text.RemoveRange(at, random.Next(1, 40));
                        break;
                    case 1:
                        text.Insert(at, Letters[random.Next(Letters.Length)]);
                        break;
                    case 2:
                        text.InsertRange(at, text.GetRange(random.Next(text.Count - 60), random.Next(1, 60)));
                        break;
                    default:
                        text[at] = Letters[random.Next(Letters.Length)];
                        break;
                }
            }

            var source = string.Concat(text);
            Assert.That(() => Reads.All(source), Throws.Nothing, source);
        }
    }

    [TestCase("(", ")", "1")]
    [TestCase("new[] { ", " }", "1")]
    [TestCase("-", "", "1")]
    [TestCase("x ? ", " : 2", "1")]
    public void Deep_nesting_ends(string open, string close, string inner)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 600)) + inner + string.Concat(Enumerable.Repeat(close, 600));
        Assert.That(() => Reads.All(Reads.Fluent($"Execute.Sql({deep}); Delete.Table(\"t\");")), Throws.Nothing);
    }

    [Test]
    public void Long_chains_and_sums_are_no_depth()
    {
        var chain = "Create.Table(\"t\")" + string.Concat(Enumerable.Range(0, 2000).Select(i => $".WithColumn(\"c{i}\").AsInt32()"));
        var sum = string.Join(" + ", Enumerable.Range(0, 3000).Select(i => $"\"a{i}\""));
        var calls = Reads.All(Reads.Fluent($"{chain}; Execute.Sql({sum});"))[0].Calls;
        Assert.That(calls[0].Chain.Links, Has.Count.EqualTo(4002));
        Assert.That(Reads.Shown(calls[1].Chain.Links[1].Arguments.Items[0].Value), Does.EndWith("a2999\""));
    }

    [Test]
    public void Statements_nested_deeply_end()
    {
        var statement = string.Concat(Enumerable.Repeat("if (x) while (y) { ", 120)) + "Delete.Table(\"t\");" + string.Concat(Enumerable.Repeat(" }", 120));
        Assert.That(() => Reads.All(Reads.Fluent(statement)), Throws.Nothing);
    }

    [TestCase("while (true) { while (true) { for (var i = 0; i < 100; i++) for (var j = 0; j < 100; j++) for (var k = 0; k < 100; k++) Delete.Table(\"t\" + i + j + k); } }")]
    [TestCase("for (var i = 0; i < 100; i++) for (var j = 0; j < 100; j++) for (var k = 0; k < 100; k++) Delete.Table(\"t\" + i + j + k);")]
    [TestCase("var s = \"x\"; for (var i = 0; i < 100; i++) s = s + s; Execute.Sql(s);")]
    [TestCase("var s = \"x\"; for (var i = 0; i < 100; i++) s = $\"{s}{s}\"; Execute.Sql(s);")]
    [TestCase("var s = \"x\"; for (var i = 0; i < 100; i++) s = s.Replace(\"x\", \"xx\"); Execute.Sql(s);")]
    [TestCase("A(1); void A(int i) { B(i); B(i); } void B(int i) { C(i); C(i); } void C(int i) { A(i); }")]
    public void Work_without_end_ends(string statements)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var read = Reads.All(Reads.Fluent(statements))[0];
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
        Assert.That(read.Calls, Has.Count.LessThanOrEqualTo(10_001));
        Assert.That(read.CallsUnread + read.CallsRead, Is.GreaterThan(0));
    }

    [Test]
    public void Duplicates_and_five_thousand_migrations_are_read()
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var trees = Enumerable.Range(0, 5000).Select(i => CSharpSyntaxTree.ParseText(
            $"using FluentMigrator; namespace N; [Migration({(i / 2).ToString(CultureInfo.InvariantCulture)})] public class M{i} : Migration {{ public override void Up() {{ Create.Table(\"t{i}\").WithColumn(\"id\").AsInt32(); }} public override void Down() {{ Delete.Table(\"t{i}\"); }} }}",
            options, $"M{i}.cs"));
        var compilation = CSharpCompilation.Create("many", trees);
        Assert.That(MigrationSourceReader.Read(compilation, new ReadOptions(SqlDialect.PostgreSql), CancellationToken.None), Has.Count.EqualTo(10_000));
    }
}
