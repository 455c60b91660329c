namespace MigrationGuard.CSharp.Tests.Reading;

/// <summary>Builders that are kept somewhere, and functions that are named instead of written out.</summary>
public sealed class HolderTests
{
    [TestCase("new[] { \"a\", \"b\" }.ToList().ForEach(Drop);", "Delete.Table(\"a\")\nDelete.Table(\"b\")")]
    [TestCase("new List<string> { \"a\" }.ForEach(this.Drop);", "Delete.Table(\"a\")")]
    [TestCase("Company.Names().ForEach(Drop);", "?*Delete.Table(‹name›)")]
    [TestCase("Array.ForEach(Company.Names(), Drop);", "?*Delete.Table(‹name›)")]
    [TestCase("IfDatabase(\"postgres\").Delegate(All);", "IfDatabase(\"postgres\").Delete.Table(\"all\")")]
    [TestCase("IfDatabase(\"postgres\").Delegate(() => All());", "IfDatabase(\"postgres\").Delete.Table(\"all\")")]
    [TestCase("Action drop = All; drop();", "Delete.Table(\"all\")")]
    [TestCase("Action<string> drop = Drop; drop(\"a\"); drop.Invoke(\"b\");", "Delete.Table(\"a\")\nDelete.Table(\"b\")")]
    [TestCase("Run(All); void Run(Action work) => work();", "Delete.Table(\"all\")")]
    [TestCase("Action<Migration> drop = Static; drop(this);", "Delete.Table(\"s\")")]
    [TestCase("Others.Run(() => Delete.Table(\"t\"));", "Delete.Table(\"t\")")]
    [TestCase("Others.Run(All);", "Delete.Table(\"all\")")]
    [TestCase("new Job(() => Delete.Table(\"t\")).Run();", "Delete.Table(\"t\")")]
    [TestCase("((IDo)this).Go();", "Delete.Table(\"do\")")]
    [TestCase("(this as IDo).Go();", "Delete.Table(\"do\")")]
    public void Methods_that_are_named_are_walked(string statements, string expected)
        => Assert.That(
            Reads.Calls(Reads.Fluent(statements, """
                private void Drop(string name) => Delete.Table(name);
                private void All() { Delete.Table("all"); }
                private static void Static(Migration m) => m.Delete.Table("s");
                void IDo.Go() => Delete.Table("do");
                """), "static class Others { public static void Run(Action work) { work(); } } class Job { private readonly Action _work; public Job(Action work) { _work = work; } public void Run() => _work(); }"),
            Is.EqualTo(expected));

    [TestCase("_b = migrationBuilder; Drop();")]
    [TestCase("this._b = migrationBuilder; Drop();")]
    [TestCase("Builder = migrationBuilder; Builder.DropTable(\"t\");")]
    [TestCase("M.Shared = migrationBuilder; Other.Drop();")]
    [TestCase("new Helper(migrationBuilder);")]
    [TestCase("new Keeper(migrationBuilder).Run();")]
    [TestCase("var k = new Keeper2 { B = migrationBuilder }; k.Run();")]
    [TestCase("var k = new Keeper2(); k.B = migrationBuilder; k.Run();")]
    [TestCase("var k = new Keeper2(); k.Set(migrationBuilder); k.Run();")]
    [TestCase("new Derived(migrationBuilder);")]
    [TestCase("new Primary(migrationBuilder).Run();")]
    [TestCase("Helper h = new(migrationBuilder);")]
    public void Builders_of_EF_that_are_kept_are_followed(string statements)
        => Assert.That(Reads.Calls(Reads.EntityFramework(statements, "private MigrationBuilder _b; MigrationBuilder Builder { get; set; } public static MigrationBuilder Shared; void Drop() => _b.DropTable(\"t\");"), Holders), Is.EqualTo("DropTable(\"t\")"));

    [TestCase("new Company.Dropper(migrationBuilder).Run();")]
    [TestCase("Company.Run(new Keeper(migrationBuilder));")]
    [TestCase("Company.Run(new[] { migrationBuilder });")]
    [TestCase("Company.Run(new { migrationBuilder });")]
    [TestCase("Company.Builder = migrationBuilder; Company.Run();")]
    [TestCase("new Helper(migrationBuilder, 1, 2);")]
    [TestCase("new Company.Base(migrationBuilder);")]
    [TestCase("new Away(migrationBuilder);")]
    [TestCase("_unset.DropTable(\"t\");")]
    [TestCase("var work = Company.Work(); work();")]
    [TestCase("var set = Company.Set(); set.Work = () => migrationBuilder.DropTable(\"t\");")]
    [TestCase("MigrationBuilder m = Company.Builder; m.DropTable(\"t\");")]
    [TestCase("Company.With((MigrationBuilder m) => m.DropTable(\"t\"));")]
    public void Builders_of_EF_that_are_given_away_are_said(string statements)
        => Assert.That(Reads.Calls(Reads.EntityFramework(statements, "private MigrationBuilder _unset;"), Holders), Does.Contain("! ").Or.Contain("DropTable(\"t\")"));

    [TestCase("_d = Delete; Drop();", "Delete.Table(\"t\")")]
    [TestCase("_d = IfDatabase(\"postgres\").Delete; Drop();", "IfDatabase(\"postgres\").Delete.Table(\"t\")")]
    [TestCase("if (x) _d = Delete; Drop();", "! Table is not among the sources, what it does cannot be read")]
    [TestCase("new Tables(this);", "Delete.Table(\"t\")")]
    public void Builders_of_FluentMigrator_that_are_kept_are_followed(string statements, string expected)
        => Assert.That(
            Reads.Calls(Reads.Fluent(statements, "private IDeleteExpressionRoot _d; void Drop() => _d.Table(\"t\");"), "class Tables { public Tables(Migration m) { m.Delete.Table(\"t\"); } }"),
            Is.EqualTo(expected));

    [TestCase("Context.Expressions.Add(new DeleteTableExpression { TableName = \"t\" });")]
    [TestCase("this.Context.Expressions.Add(new DeleteTableExpression { TableName = \"t\" });")]
    [TestCase("var all = Context.Expressions; all.Add(new DeleteTableExpression { TableName = \"t\" });")]
    [TestCase("new M01().Up();")]
    [TestCase("new M01().GetUpExpressions(Context);")]
    public void What_goes_round_the_builders_of_FluentMigrator_is_said(string statements)
        => Assert.That(Reads.Calls(Reads.Fluent(statements), "using FluentMigrator; [Migration(5)] class M01 : Migration { public override void Up() { Delete.Table(\"t\"); } public override void Down() { } }"), Does.Contain("! "));

    [Test]
    public void A_migration_that_makes_its_own_expressions_is_said()
        => Assert.That(Reads.Calls(Reads.Fluent("", "public override void GetUpExpressions(IMigrationContext context) { context.Expressions.Add(new DeleteTableExpression()); }")), Does.Contain("! "));

    [TestCase("Execute.Sql(Titles.Parse(\"x\") == null ? \"a\" : \"a\");", "Execute.Sql(\"a\")")]
    [TestCase("Titles.Each(\"x\"); Execute.Sql(\"a\");", "Execute.Sql(\"a\")")]
    [TestCase("if (Context.QuerySchema.TableExists(\"s\", \"t\")) Execute.Sql(\"a\");", "?Execute.Sql(\"a\")")]
    [TestCase("var text = new Thing(1, \"x\").ToString(); Execute.Sql(\"a\");", "Execute.Sql(\"a\")")]
    public void What_only_asks_is_not_said(string statements, string expected)
        => Assert.That(Reads.Calls(Reads.Fluent(statements), "static class Titles { static readonly Func<string, string> Clean = Company.Clean; public static string Parse(string s) { for (var i = 0; i < 100; i++) for (var j = 0; j < 100; j++) s = s + Clean(s); return s; } public static void Each(string s) { foreach (var c in s.Split(Company.Comma)) { Clean(c); Parse(c); } } } class Thing { public Thing(int a, string b) { A = Company.Of(a); } int A; }"), Is.EqualTo(expected));

    [TestCase("this.DropAll(\"t\");")]
    [TestCase("Delete.Old(\"t\");")]
    public void Extension_blocks_are_walked(string statements)
        => Assert.That(
            Reads.Calls(Reads.Fluent(statements), """
                static class E
                {
                    extension(Migration migration) { public void DropAll(string name) => migration.Delete.Table(name); }
                    extension(IDeleteExpressionRoot delete) { public void Old(string name) { delete.Table(name); } }
                }
                """),
            Is.EqualTo("Delete.Table(\"t\")"));

    private const string Holders = """
        static class Other { public static void Drop() => M.Shared.DropTable("t"); }
        class Helper { public Helper(MigrationBuilder b) { b.DropTable("t"); } }
        class Base { protected Base(MigrationBuilder b) { b.DropTable("t"); } }
        class Derived : Base { public Derived(MigrationBuilder b) : base(b) { } }
        class Keeper { private MigrationBuilder _b; public Keeper(MigrationBuilder b) { _b = b; } public void Run() => _b.DropTable("t"); }
        class Keeper2 { public MigrationBuilder B { get; set; } public void Set(MigrationBuilder b) { B = b; } public void Run() => B.DropTable("t"); }
        class Away : Company.Base { public Away(MigrationBuilder b) : base(b) { } }
        class Primary(MigrationBuilder b) { private readonly MigrationBuilder _b = b; public void Run() => _b.DropTable("t"); }
        """;
}
