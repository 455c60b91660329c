namespace MigrationGuard.CSharp.Tests.Reading;

public sealed class HelperTests
{
    [Test]
    public void Extension_methods_and_static_helpers_of_the_compilation_are_walked()
    {
        var migration = Reads.Fluent("""
            Create.Table("t").WithId().WithColumn("x").AsInt32();
            this.Audit("t", by: "me");
            Helpers.Audit(this, "u");
            Helpers.Columns(Create.Table("v"), t => t.WithColumn("a"));
            """);
        const string Helper = """
            static class Helpers
            {
                public static ICreateTableColumnOptionOrWithColumnSyntax WithId(this ICreateTableWithColumnSyntax table) => table.WithColumn("id").AsInt64();
                public static void Audit(this Migration m, string table, string by = "x", string schema = null)
                {
                    m.Create.Column("created_" + by).OnTable(table);
                }
                public static void Columns(ICreateTableWithColumnSyntax t, Action<ICreateTableWithColumnSyntax> more) { t.WithColumn("first"); more(t); }
            }
            """;
        Assert.That(Reads.Calls(migration, Helper), Is.EqualTo("""
            Create.Table("t").WithColumn("id").AsInt64().WithColumn("x").AsInt32()
            Create.Column("created_me").OnTable("t")
            Create.Column("created_x").OnTable("u")
            Create.Table("v").WithColumn("first").WithColumn("a")
            """));
    }

    [Test]
    public void Work_in_a_method_of_a_base_class_is_found()
    {
        var calls = Reads.Calls(
            "using FluentMigrator; [Migration(1)] class A : AppMigration<int> { protected override string Table => \"t\"; protected override void Apply() { Delete.Table(Table); Log(\"x\"); } }",
            """
            using FluentMigrator;
            abstract class AppMigration<T> : Migration
            {
                protected abstract string Table { get; }
                public override void Up() { Pre(); Apply(); }
                public override void Down() { }
                private void Pre() => Execute.Sql("SET x TO '" + Table + "'");
                protected abstract void Apply();
                protected virtual void Log(string s) { }
            }
            """);
        Assert.That(calls, Is.EqualTo("Execute.Sql(\"SET x TO 't'\")\nDelete.Table(\"t\")"));
    }

    [Test]
    public void Objects_that_are_given_the_migration_are_followed()
    {
        var calls = Reads.Calls(Reads.Fluent("new Tables(this, \"app\").Add(\"t\"); new Other(this).Add();"), """
            class Tables(Migration migration, string schema) { public void Add(string name) => migration.Create.Table(name).InSchema(schema); }
            class Other { readonly Migration _m; public Other(Migration m) { _m = m; } public void Add() { _m.Delete.Table("u"); } }
            """);
        Assert.That(calls, Is.EqualTo("Create.Table(\"t\").InSchema(\"app\")\nDelete.Table(\"u\")"));
    }

    [TestCase("Company.Retry.Do(() => Delete.Table(\"t\"));")]
    [TestCase("Company.Names().ForEach(n => Delete.Table(n));")]
    [TestCase("Array.ForEach(Company.Names(), n => Delete.Table(n));")]
    [TestCase("Task.Run(() => { Delete.Table(\"t\"); });")]
    [TestCase("var work = new Lazy<int>(() => { Delete.Table(\"t\"); return 1; });")]
    [TestCase("new Company.Dropper(this).Run();")]
    [TestCase("if (Company.Keep() == null) Delete.Table(\"t\");")]
    [TestCase("if (Company.Config.Keep is null) Delete.Table(\"t\");")]
    [TestCase("var keep = Environment.GetEnvironmentVariable(\"KEEP\"); if (keep == null) Delete.Table(\"t\");")]
    [TestCase("if (string.Equals(\"a\", \"A\", StringComparison.OrdinalIgnoreCase)) Delete.Table(\"t\");")]
    public void What_may_run_is_not_passed_over(string statements)
        => Assert.That(Reads.All(Reads.Fluent(statements))[0].Migration.Steps, Is.Not.Empty);

    [Test]
    public void An_extension_of_queries_is_none_of_builders()
    {
        var calls = Reads.Calls(
            Reads.Fluent("Update.Table(\"t\").Set(new { a = 1 }).Where(new { b = 2 });"),
            "static class X { public static IQueryable<T> Where<T>(this IQueryable<T> query, object filter) => query; }");
        Assert.That(calls, Does.Contain(".Where("));
    }

    [Test]
    public void Builders_of_EF_are_followed_into_helpers()
    {
        var calls = Reads.Calls(
            Reads.EntityFramework("migrationBuilder.Drop(\"a\"); Two(migrationBuilder, \"b\", \"c\"); Lib.Do(migrationBuilder); ArgumentNullException.ThrowIfNull(migrationBuilder);", "static void Two(MigrationBuilder b, params string[] names) { foreach (var n in names) b.Drop(n); }"),
            "static class X { public static void Drop(this MigrationBuilder b, string t) => b.DropTable(t).Annotation(\"x\", 1); }");
        Assert.That(calls, Is.EqualTo("""
            DropTable("a").Annotation("x", 1)
            DropTable("b").Annotation("x", 1)
            DropTable("c").Annotation("x", 1)
            ! Do is not among the sources, what it does cannot be read
            """));
    }

    [Test]
    public void What_calls_itself_is_said_once()
        => Assert.That(Reads.Calls(Reads.Fluent("Again(3);", "void Again(int n) { Delete.Table(\"t\" + n); if (n > 0) Again(n - 1); }")),
            Is.EqualTo("Delete.Table(\"t3\")\n! it calls itself, or is called too deeply to be followed"));

    [Test]
    public void The_function_of_a_table_is_walked_by_the_reader()
    {
        var call = Reads.All(Reads.EntityFramework("""
            migrationBuilder.CreateTable("t", columns: table => new { Id = table.Column<int>(nullable: false).Annotation("a", 1) }, constraints: table => { table.PrimaryKey("pk", x => x.Id); });
            """))[0].Calls[0];
        var columns = ((CSharp.Reading.FunctionValue)call.Chain.First.Arguments.Of("columns")!).Open();
        var constraints = ((CSharp.Reading.FunctionValue)call.Chain.First.Arguments.Of("constraints")!).Open();
        Assert.That(Reads.Shown(columns.Result), Is.EqualTo("{Id = <Column<int>(nullable: False).Annotation(\"a\", 1)>}"));
        Assert.That(Reads.Shown(constraints.Calls), Is.EqualTo("PrimaryKey(\"pk\", =>)"));
        var key = (CSharp.Reading.FunctionValue)constraints.Calls[0].Chain.First.Arguments.Items[1].Value;
        Assert.That(Reads.Shown(key.Open().Result), Is.EqualTo("<Id>"));
    }

    [Test]
    public void A_call_in_a_helper_of_another_file_stands_where_the_migration_makes_it()
    {
        var step = Reads.All(Reads.Fluent("Helpers.Drop(this);"), "static class Helpers { public static void Drop(Migration m) => m.Nothing.Known(); }")[0];
        Assert.That(step.Calls, Is.Empty);
        var made = Reads.All(Reads.Fluent("Helpers.Drop(this);"), "static class Helpers { public static void Drop(Migration m) => m.Execute.Unheard(); }")[0];
        Assert.That(made.Migration.Steps[0].Span.Path, Is.EqualTo("a.cs"));
        Assert.That(made.Migration.Steps[0].Span.Length, Is.EqualTo("Helpers.Drop(this)".Length));
    }
}
