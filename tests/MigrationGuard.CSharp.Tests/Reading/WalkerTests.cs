using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Tests.Reading;

public sealed class WalkerTests
{
    [TestCase("""Create.Table("t").WithColumn("id").AsInt32().NotNullable();""", """Create.Table("t").WithColumn("id").AsInt32().NotNullable()""")]
    [TestCase("""this.Create.Table("t"); base.Delete.Table("u");""", "Create.Table(\"t\")\nDelete.Table(\"u\")")]
    [TestCase("""IfDatabase("postgres").Create.Table("t");""", """IfDatabase("postgres").Create.Table("t")""")]
    [TestCase("""IfDatabase("postgres").Delegate(() => { Create.Table("t"); Execute.Sql("x"); });""", "IfDatabase(\"postgres\").Create.Table(\"t\")\nIfDatabase(\"postgres\").Execute.Sql(\"x\")")]
    [TestCase("""var t = Create.Table("t"); Delete.Table("u"); t.WithColumn("a").AsInt32(); t.WithColumn("b");""", "Create.Table(\"t\").WithColumn(\"a\").AsInt32().WithColumn(\"b\")\nDelete.Table(\"u\")")]
    [TestCase("""var c = Create; c.Table("a"); c.Table("b");""", "Create.Table(\"a\")\nCreate.Table(\"b\")")]
    [TestCase("""Insert.IntoTable("t").Row(new { A = 1, B = "x" });""", """Insert.IntoTable("t").Row({A = 1, B = "x"})""")]
    public void Chains_of_FluentMigrator_are_walked_in_order(string statements, string expected)
        => Assert.That(Reads.Calls(Reads.Fluent(statements)), Is.EqualTo(expected));

    [TestCase("""migrationBuilder.DropColumn(name: "c", table: "t");""", """DropColumn(name: "c", table: "t")""")]
    [TestCase("""migrationBuilder.AddColumn<int>("c", "t").Annotation("a", 1);""", """AddColumn<int>("c", "t").Annotation("a", 1)""")]
    [TestCase("""var o = migrationBuilder.AddColumn<string[]>("c", "t"); o.Annotation("a", null);""", """AddColumn<string[]>("c", "t").Annotation("a", null)""")]
    public void Calls_on_the_builder_of_EF_are_walked_in_order(string statements, string expected)
        => Assert.That(Reads.Calls(Reads.EntityFramework(statements)), Is.EqualTo(expected));

    [TestCase("""if (migrationBuilder.ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL") migrationBuilder.Sql("p"); else migrationBuilder.Sql("s");""")]
    [TestCase("""if (migrationBuilder.IsNpgsql()) { migrationBuilder.Sql("p"); } if (migrationBuilder.IsSqlServer()) { migrationBuilder.Sql("s"); }""")]
    [TestCase("""switch (migrationBuilder.ActiveProvider) { case "Npgsql.EntityFrameworkCore.PostgreSQL": migrationBuilder.Sql("p"); break; case "Microsoft.EntityFrameworkCore.SqlServer": migrationBuilder.Sql("s"); break; default: throw new Exception(); }""")]
    [TestCase("""migrationBuilder.Sql(migrationBuilder.ActiveProvider switch { "Npgsql.EntityFrameworkCore.PostgreSQL" => "p", "Microsoft.EntityFrameworkCore.SqlServer" => "s", _ => throw new Exception() });""")]
    public void The_provider_decides_conditions(string statements)
    {
        Assert.That(Reads.Calls(SqlDialect.PostgreSql, Reads.EntityFramework(statements)), Is.EqualTo("Sql(\"p\")"));
        Assert.That(Reads.Calls(SqlDialect.TSql, Reads.EntityFramework(statements)), Is.EqualTo("Sql(\"s\")"));
    }

    [TestCase("""if (!Schema.Table("t").Exists()) { Create.Table("t"); } else Delete.Table("t"); Execute.Sql("x");""", "?Create.Table(\"t\")\n?Delete.Table(\"t\")\nExecute.Sql(\"x\")")]
    [TestCase("""if (Schema.Table("t").Exists()) return; Create.Table("t");""", "?Create.Table(\"t\")")]
    [TestCase("""if (x) throw new Exception(); Create.Table("t");""", "Create.Table(\"t\")")]
    [TestCase("""foreach (var n in new[] { "a", "b" }) Create.Table(n);""", "Create.Table(\"a\")\nCreate.Table(\"b\")")]
    [TestCase("""for (var i = 0; i < 2; i++) Create.Table("t" + i);""", "Create.Table(\"t0\")\nCreate.Table(\"t1\")")]
    [TestCase("""foreach (var n in Names()) Create.Table(n);""", "! Names is not among the sources, what it does cannot be read\n?*Create.Table(‹n›)")]
    [TestCase("""while (true) { Execute.Sql("x"); break; } Execute.Sql("y");""", "Execute.Sql(\"x\")\nExecute.Sql(\"y\")")]
    [TestCase("""for (;;) { Execute.Sql("x"); break; } Execute.Sql("y");""", "Execute.Sql(\"x\")\nExecute.Sql(\"y\")")]
    [TestCase("""while (true) { Execute.Sql("x"); return; } Execute.Sql("y");""", "Execute.Sql(\"x\")")]
    [TestCase("""for (var i = 0; i < 5; i++) { Execute.Sql("x" + i); if (i == 1) break; }""", "Execute.Sql(\"x0\")\nExecute.Sql(\"x1\")")]
    [TestCase("""while (true) { Execute.Sql("x"); if (System.DateTime.Now.Hour > 1) continue; break; } Execute.Sql("y");""", "?*Execute.Sql(\"x\")\nExecute.Sql(\"y\")")]
    [TestCase("""while (true) { Execute.Sql("x"); if (System.DateTime.Now.Hour > 1) return; break; } Execute.Sql("y");""", "Execute.Sql(\"x\")\n?Execute.Sql(\"y\")")]
    [TestCase("""while (Left()) Execute.Sql("x");""", "! ?*Left is not among the sources, what it does cannot be read\n?*Execute.Sql(\"x\")")]
    public void Conditions_and_loops_are_followed(string statements, string expected)
        => Assert.That(Reads.Calls(Reads.Fluent(statements)), Is.EqualTo(expected));

    [Test]
    public void A_helper_that_is_called_under_a_condition_returns_its_chain()
    {
        const string extension = "static class E { public static object Model(this object create, string name) { return create.Table(name).WithColumn(\"id\"); } }";
        Assert.That(Reads.Calls(Reads.Fluent("if (x) { Create.Model(\"t\").WithColumn(\"a\"); }"), extension), Is.EqualTo("?Create.Table(\"t\").WithColumn(\"id\").WithColumn(\"a\")"));
    }

    [Test]
    public void What_is_called_on_a_call_that_cannot_be_followed_is_said_once()
        => Assert.That(Reads.Calls(Reads.Fluent("Create.Table(\"t\"); Ours(Create).WithColumn(\"a\").AsInt32();")), Is.EqualTo("Create.Table(\"t\")\n! Ours is not among the sources, what it does cannot be read"));
}
