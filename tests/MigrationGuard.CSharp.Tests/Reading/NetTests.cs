namespace MigrationGuard.CSharp.Tests.Reading;

/// <summary>What a walk does not come to is said, unless it is certain that it does not run.</summary>
public sealed class NetTests
{
    private const string Members = """
        private Action _work;
        private int Count { get { var x = 1; Delete.Table("t"); return x; } }
        private static bool Do(object given) => given is null;
        private bool Drops() { Delete.Table("t"); return true; }
        class Held(Migration m) : IDisposable { public void Dispose() { m.Delete.Table("t"); } }
        class Kept(Migration m) : IDisposable { public Migration M => m; public void Dispose() { } }
        """;

    [TestCase("var rows = Company.Rows() with { A = Delete.Table(\"t\") };")]
    [TestCase("_work = () => Delete.Table(\"t\"); _work();")]
    [TestCase("var x = Company.Map[1, Delete.Table(\"t\")];")]
    [TestCase("try { Company.Do(1); } catch (Exception e) when (Do(Delete.Table(\"t\"))) { }")]
    [TestCase("var n = Count;")]
    [TestCase("var n = this.Count;")]
    [TestCase("var works = new Dictionary<string, Action> { [\"a\"] = () => Delete.Table(\"t\") }; works[Company.Key].Invoke();")]
    [TestCase("if (x) goto end; Execute.Sql(\"a\"); return; end: Delete.Table(\"t\");")]
    [TestCase("switch (1) { case 1: Execute.Sql(\"a\"); goto case 2; case 2: Delete.Table(\"t\"); break; }")]
    [TestCase("Action drop = () => Delete.Table(\"t\"); Company.Work = drop;")]
    [TestCase("switch (Company.Name) { case \"a\" when Drops(): break; default: break; }")]
    [TestCase("var y = Company.Name switch { \"a\" when Drops() => 1, _ => 2 };")]
    [TestCase("using var held = new Held(this);")]
    [TestCase("using (new Held(this)) { }")]
    [TestCase("using (var held = new Held(this)) { }")]
    public void What_is_not_walked_in_a_migration_of_FluentMigrator_is_said(string statements)
        => Assert.That(Reads.Calls(Reads.Fluent(statements, Members)), Does.Contain("! ").Or.Contain("Delete.Table(\"t\")"));

    [TestCase("var rows = Company.Rows() with { A = b.DropTable(\"t\") };")]
    [TestCase("var x = Company.Map[1, b.DropTable(\"t\")];")]
    [TestCase("_work = () => b.DropTable(\"t\"); _work();")]
    [TestCase("Helper.Work(b, Company.Rows());")]
    public void What_is_not_walked_in_a_migration_of_EF_is_said(string statements)
        => Assert.That(
            Reads.Calls(Reads.EntityFramework("var b = migrationBuilder; " + statements), "static class Helper { public static void Work(MigrationBuilder mb, object x) { var y = x with { A = mb.DropTable(\"t\") }; } }"),
            Does.Contain("! ").Or.Contain("DropTable(\"t\")"));

    [TestCase("if (false) { Delete.Table(\"t\"); } Execute.Sql(\"a\");")]
    [TestCase("if (true) Execute.Sql(\"a\"); else Delete.Table(\"t\");")]
    [TestCase("Execute.Sql(nameof(Delete) + nameof(this.Create) == \"x\" ? \"b\" : \"a\");")]
    [TestCase("Execute.Sql(\"a\"); return; Delete.Table(\"t\");")]
    [TestCase("Execute.Sql(\"a\"); void Never() { Delete.Table(\"t\"); }")]
    [TestCase("Execute.Sql(\"a\"); Action never = () => Delete.Table(\"t\");")]
    [TestCase("foreach (var n in new string[] { }) Delete.Table(n); Execute.Sql(\"a\");")]
    [TestCase("while (false) Delete.Table(\"t\"); for (var i = 0; i < 0; i++) Delete.Table(\"t\"); Execute.Sql(\"a\");")]
    [TestCase("var y = false && Do(Delete.Table(\"t\")); y = true || Do(Delete.Table(\"t\")); Execute.Sql(\"a\");")]
    [TestCase("var y = (string)null; var z = y?.Length(Delete.Table(\"t\")); z = \"a\" ?? Delete.Table(\"t\"); Execute.Sql(\"a\");")]
    [TestCase("switch (1) { case 2: Delete.Table(\"t\"); break; default: Execute.Sql(\"a\"); break; }")]
    [TestCase("Execute.Sql(1 switch { 2 => Do(Delete.Table(\"t\")) ? \"x\" : \"y\", _ => \"a\" });")]
    [TestCase("// Delete.Table\nExecute.Sql(/* Delete */ \"a\");")]
    [TestCase("#if NEVER\nDelete.Table(\"t\");\n#endif\nExecute.Sql(\"a\");")]
    [TestCase("var none = new List<string>(); none.ForEach(n => Delete.Table(n)); Execute.Sql(\"a\");")]
    [TestCase("new Thing { Update = 1, Insert = new { Delete = 2 } }.Rename(Update: 1); Execute.Sql(\"a\");")]
    [TestCase("if (Schema.Table(\"t\").Exists() is true && Company.Map[1, Schema.Table(\"t\")]) { } Execute.Sql(\"a\");")]
    [TestCase("switch (1) { case 2 when Drops(): break; default: Execute.Sql(\"a\"); break; }")]
    [TestCase("using var kept = new Kept(this); Execute.Sql(\"a\");")]
    [TestCase("var Insert = 1; var rows = Company.Rows() with { A = Insert }; Execute.Sql(\"a\");")]
    public void What_certainly_does_not_run_is_not_said(string statements)
        => Assert.That(Reads.Calls(Reads.Fluent(statements, Members)), Is.EqualTo("Execute.Sql(\"a\")").Or.EqualTo("?Execute.Sql(\"a\")"));

    [TestCase("Do(1); void Do(int migrationBuilder) { var x = Company.Rows() with { A = migrationBuilder }; }")]
    [TestCase("var x = Company.Rows() with { migrationBuilder = 1 };")]
    [TestCase("System.ArgumentNullException.ThrowIfNull(migrationBuilder, nameof(migrationBuilder));")]
    [TestCase("var x = Company.Rows() with { A = migrationBuilder.ActiveProvider };")]
    [TestCase("System.Func<string> type = () => migrationBuilder.IsNpgsql() ? \"jsonb\" : \"text\"; var same = type;")]
    [TestCase("if (migrationBuilder.IsSqlServer()) { migrationBuilder.DropTable(\"t\"); }")]
    public void Other_things_of_the_builders_name_are_none(string statements)
        => Assert.That(Reads.Calls(Reads.EntityFramework("migrationBuilder.Sql(\"a\"); " + statements)), Is.EqualTo("Sql(\"a\")"));

    [Test]
    public void What_is_not_walked_stands_where_it_is_written()
    {
        var step = Reads.All(Reads.Fluent("lock (Delete.Table(\"t\").InSchema(\"s\")) { }", Members))[0].Migration.Steps[0];
        Assert.That((step.Operation as MigrationGuard.Operations.UnreadSql)?.Text, Is.EqualTo("Delete.Table(\"t\").InSchema(\"s\")"));
    }

    [Test]
    public void What_a_helper_of_another_file_does_not_say_stands_at_its_call()
    {
        var read = Reads.All(Reads.Fluent("Helper.Do(this);"), "static class Helper { public static void Do(Migration m) { var x = m with { A = m.Delete.Table(\"t\") }; } }")[0];
        Assert.That(read.Migration.Steps[0].Span.Length, Is.EqualTo("Helper.Do(this)".Length));
    }
}
