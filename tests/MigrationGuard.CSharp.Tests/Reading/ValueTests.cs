namespace MigrationGuard.CSharp.Tests.Reading;

public sealed class ValueTests
{
    [TestCase("\"a\" + 'b' + 1 + true", "\"ab1True\"")]
    [TestCase("""$"{"a"}{1 + 2}{{x}}" """, "\"a3{x}\"")]
    [TestCase("""$"{7:D3}|{"a",3}" """, "\"007|  a\"")]
    [TestCase("""$"drop {table}" """, "\"drop ‹table›\"")]
    [TestCase("nameof(M.Up)", "\"Up\"")]
    [TestCase("""string.Format("{0}-{1}{{}}", "a", 2)""", "\"a-2{}\"")]
    [TestCase("""string.Join(", ", new[] { "a", "b" })""", "\"a, b\"")]
    [TestCase("""string.Join(", ", new[] { "a", "b" }.Select(n => $"[{n}]"))""", "\"[a], [b]\"")]
    [TestCase("""string.Concat("a", "b", 3)""", "\"ab3\"")]
    [TestCase("\" a b \".Trim().Replace(\"a\", \"xx\").ToUpper()", "\"XX B\"", TestName = "Trimmed, replaced and in capitals")]
    [TestCase("Names.Users", "\"users\"")]
    [TestCase("Names.Prefixed", "\"app.users\"")]
    [TestCase("Names.Late", "\"late\"")]
    [TestCase("Local", "\"local\"")]
    [TestCase("(int)Kind.B", "5")]
    [TestCase("Kind.C", "Kind.C")]
    [TestCase("$\"{Kind.C}\"", "\"C\"")]
    [TestCase("(int)Kind.C", "6")]
    [TestCase("1 < 2 ? \"y\" : \"n\"", "\"y\"")]
    [TestCase("-3", "-3")]
    [TestCase("int.MaxValue", "2147483647")]
    [TestCase("(short)3", "3")]
    [TestCase("10 * (2 + 3) % 7", "1")]
    [TestCase("typeof(string)", "typeof(string)")]
    [TestCase("default(int)", "0")]
    [TestCase("new[] { 1, 2 }", "[1, 2]")]
    [TestCase("[\"a\", .. Columns]", "[\"a\", \"b\", \"c\"]")]
    [TestCase("new { A = 1, Names.Users }", "{A = 1, Users = \"users\"}")]
    [TestCase("new Dictionary<string, object> { { \"a\", 1 }, { \"b\", null } }", "new Dictionary(){a = 1, b = null}")]
    [TestCase("new Dictionary<string, object> { [\"a\"] = 1 }", "new Dictionary(){a = 1}")]
    [TestCase("SystemMethods.NewGuid", "SystemMethods.NewGuid")]
    [TestCase("RawSql.Insert(\"now()\")", "RawSql.Insert(\"now()\")")]
    [TestCase("new DateTime(2024, 1, 31)", "new DateTime(2024, 1, 31){}")]
    [TestCase("File.ReadAllText(\"a.sql\")", "File.ReadAllText(\"a.sql\")")]
    [TestCase("new StringBuilder(\"a\").Append('b').AppendLine(\"c\").ToString()", "\"abc|\"")]
    [TestCase("\"x\".Length", "1")]
    [TestCase("Unknown() ?? \"x\"", "‹Unknown() ?? \"x\"›")]
    [TestCase("Text(\"a\")", "\"<a>\"")]
    [TestCase("Generic<int>()", "typeof(int)")]
    [TestCase("\"\"\"raw \"x\" \"\"\"", "\"raw \"x\" \"")]
    public void Values_are_told_without_running_anything(string expression, string expected)
    {
        var source = Reads.EntityFramework(
            $"migrationBuilder.Sql({expression});",
            """
            private const string Local = "local";
            private static readonly string[] Columns = { "b", "c" };
            static string Text(string s) => "<" + s + ">";
            static Type Generic<T>() => typeof(T);
            """);
        const string Constants = """
            static class Names { public const string Users = "users"; public static readonly string Prefixed = Schema + "." + Users; const string Schema = "app"; public static string Late => "late"; }
            enum Kind { A = 4, B, C }
            """;
        Assert.That(Reads.Calls(source, Constants), Is.EqualTo($"Sql({expected})"));
    }

    [TestCase("""var sql = "a"; sql += "b"; migrationBuilder.Sql(sql);""", "Sql(\"ab\")")]
    [TestCase("""var sql = "a"; if (x) sql = "b"; migrationBuilder.Sql(sql);""", "Sql(‹sql›)")]
    [TestCase("""var sql = "a"; if (x) sql = "a"; migrationBuilder.Sql(sql);""", "Sql(\"a\")")]
    [TestCase("""var (a, b) = ("x", "y"); migrationBuilder.Sql(a + b);""", "Sql(\"xy\")")]
    [TestCase("""foreach (var (t, c) in new[] { ("a", "b"), ("c", "d") }) migrationBuilder.DropColumn(c, t);""", "DropColumn(\"b\", \"a\")\nDropColumn(\"d\", \"c\")")]
    [TestCase("""foreach (var (k, v) in new Dictionary<string, string> { ["a"] = "b" }) migrationBuilder.DropColumn(v, k);""", "DropColumn(\"b\", \"a\")")]
    [TestCase("""var l = new List<string>(); l.Add("a"); l.Add("b"); foreach (var t in l) migrationBuilder.DropTable(t);""", "DropTable(\"a\")\nDropTable(\"b\")")]
    [TestCase("""foreach (var i in Enumerable.Range(1, 2)) migrationBuilder.DropTable($"t_{i}");""", "DropTable(\"t_1\")\nDropTable(\"t_2\")")]
    [TestCase("""for (int i = 0; i < 1000; i++) migrationBuilder.DropTable("t" + i);""", "?*DropTable(\"t‹i›\")")]
    [TestCase("""void Drop(string t) => migrationBuilder.DropTable(t); Drop("a"); Drop("b");""", "DropTable(\"a\")\nDropTable(\"b\")")]
    [TestCase("""Action<string> drop = t => migrationBuilder.DropTable(t); drop("a"); drop.Invoke("b");""", "DropTable(\"a\")\nDropTable(\"b\")")]
    [TestCase("""new List<string> { "a", "b" }.ForEach(t => migrationBuilder.DropTable(t));""", "DropTable(\"a\")\nDropTable(\"b\")")]
    [TestCase("""try { migrationBuilder.DropTable("a"); } catch { migrationBuilder.DropTable("b"); } finally { migrationBuilder.DropTable("c"); }""", "DropTable(\"a\")\n?DropTable(\"b\")\nDropTable(\"c\")")]
    [TestCase("""migrationBuilder?.DropTable("a");""", "DropTable(\"a\")")]
    [TestCase("""do { migrationBuilder.Sql("a"); } while (x);""", "*Sql(\"a\")")]
    public void Variables_keep_what_they_are_given(string statements, string expected)
        => Assert.That(Reads.Calls(Reads.EntityFramework(statements)), Is.EqualTo(expected));
}
