namespace MigrationGuard.CSharp.Tests;

public sealed class FoldingTests
{
    [TestCase("""c.Execute("DELETE FROM a " + "WHERE " + ("id = " + 5));""", "DELETE FROM a WHERE id = 5")]
    [TestCase(""""c.Execute(@"DELETE FROM ""a""");"""", "DELETE FROM \"a\"")]
    [TestCase("""c.Execute($"DELETE FROM {nameof(Store)} WHERE x = '{{'");""", "DELETE FROM Store WHERE x = '{'")]
    [TestCase("const string t = \"a\"; c.Execute($\"DELETE FROM {t}\");", "DELETE FROM a")]
    [TestCase("""c.Execute(string.Join(", ", new[] { "SELECT a", "b" }) + " FROM t");""", "SELECT a, b FROM t")]
    [TestCase("""c.Execute(string.Concat("SELECT ", "1"));""", "SELECT 1")]
    [TestCase("""c.Execute(string.Format("SELECT {1}, {0}", "a", "b"));""", "SELECT b, a")]
    [TestCase("""c.Execute("  SELECT X ".Trim().Replace("X", "1"));""", "SELECT 1")]
    [TestCase("""var sql = "SELECT 1"; sql += " FROM t"; sql = sql + " WHERE x"; c.Execute(sql); sql = "SELECT 2";""", "SELECT 1 FROM t WHERE x")]
    [TestCase("""string sql; if (all) { sql = "SELECT 1"; } else sql = "SELECT 2"; c.Execute(sql);""", null)]
    public void Constants_are_folded(string body, string? expected)
    {
        var found = Collected.FromBody(body);
        if (expected is not null)
        {
            Assert.That(Collected.Shown(found), Is.EqualTo("a.cs:2 Store.Find Use: " + expected));
        }
        else
        {
            Assert.That(found.Statements.Select(statement => statement.Text), Is.EqualTo(new[] { "SELECT 1", "SELECT 2" }));
            Assert.That(found.Uncollected, Has.Count.EqualTo(0), Collected.Shown(found));
        }
    }

    [Test]
    public void Raw_strings_keep_their_lines()
    {
        var found = Collected.FromBody("c.Execute(\n    \"\"\"\n    SELECT 1\n      FROM t\n    \"\"\");");
        Assert.That(Collected.Shown(found), Is.EqualTo("a.cs:3 Store.Find Use: SELECT 1\n  FROM t"));
    }

    [Test]
    public void Constants_are_followed_across_files_and_namespaces()
    {
        var found = Collected.From(
            """
            using Dapper;
            using static Shop.Sql.Columns;
            namespace Shop;
            class Store
            {
                void Find(IDbConnection c)
                {
                    c.Query(Sql.Queries.Find);
                    c.Query($"SELECT {All} FROM {Sql.Names.Users}");
                    c.Query(Sql.Queries.Count);
                }
            }
            """,
            """
            namespace Shop.Sql;
            static class Names { public const string Users = "users"; }
            static class Columns { public const string All = "id, name"; }
            static class Queries
            {
                public const string Find = "SELECT " + Columns.All + " FROM " + Names.Users;
                public static readonly string Count = $"SELECT count(*) FROM {Names.Users}";
            }
            """);
        Assert.That(Collected.Shown(found), Is.EqualTo("""
            a.cs:9 Store.Find Use: SELECT id, name FROM users
            b.cs:6 Queries.Find Use: SELECT id, name FROM users
            b.cs:7 Queries.Count Use: SELECT count(*) FROM users
            """));
    }

    [Test]
    public void Each_way_of_a_choice_is_a_statement()
    {
        var found = Collected.FromBody("""
            c.Query(all ? "SELECT 1" : "SELECT 2");
            c.Query(id switch { 1 => "SELECT 3", 2 => "SELECT 4", _ => throw null });
            var sql = "SELECT 5 FROM t";
            if (all) sql += " WHERE a";
            c.Query(sql + (id > 1 ? " ORDER BY x" : ""));
            """);
        Assert.That(found.Statements.Select(statement => statement.Text), Is.EquivalentTo(new[]
        {
            "SELECT 1", "SELECT 2", "SELECT 3", "SELECT 4", "SELECT 5 FROM t", "SELECT 5 FROM t WHERE a", "SELECT 5 FROM t ORDER BY x", "SELECT 5 FROM t WHERE a ORDER BY x",
        }));
        Assert.That(found.Uncollected, Is.Empty);
    }

    [Test]
    public void A_method_that_is_given_its_sql_gets_that_of_its_callers()
    {
        var found = Collected.From("""
            using Dapper;
            class Store
            {
                void Run(string sql, int x = 0) => _c.Execute(sql);
                static string Table(string name) => $"SELECT * FROM {name}";
                void A() => Run("DELETE FROM a");
                void B() => this.Run(x: 1, sql: "DELETE FROM b");
                void C(string other) => Run(other);
                void D() => Run(Table("d"));
            }
            """);
        Assert.That(Collected.Shown(found), Is.EqualTo("""
            a.cs:5 Store.Table Use: SELECT * FROM d
            a.cs:6 Store.A Use: DELETE FROM a
            a.cs:7 Store.B Use: DELETE FROM b
            a.cs:4 Store.Run NotConstant: nobody in these sources calls C and gives it other (a.cs:8)
            """));
    }

    [TestCase("c.Execute(name);", "nobody in these sources calls Find and gives it name")]
    [TestCase("c.Execute($\"DELETE FROM {name}\");", "nobody in these sources calls Find and gives it name")]
    [TestCase("c.Execute(\"SELECT 1 LIMIT \" + id);", "nobody in these sources calls Find and gives it id")]
    [TestCase("c.Execute(Configuration[\"sql\"]);", "Configuration[\"sql\"] is known only at run time")]
    [TestCase("c.Execute(Elsewhere.Sql);", "Elsewhere.Sql is not declared in these sources")]
    [TestCase("c.Execute($\"SELECT {1:N}\");", "{1:N} is formatted at run time")]
    [TestCase("var sql = \"SELECT 1\"; foreach (var n in names) sql += \", 2\"; c.Execute(sql);", "sql is put together in a loop")]
    [TestCase("var sql = \"SELECT 1\"; foreach (var n in names) { c.Execute(sql); sql += \", 2\"; }", "sql is put together in a loop")]
    [TestCase("var sql = \"SELECT 1\"; Change(ref sql); c.Execute(sql);", "sql is put together in a loop or in a way that is not followed")]
    [TestCase("var b = new StringBuilder(\"SELECT 1\"); c.Execute(b.ToString());", "new StringBuilder(\"SELECT 1\") is known only at run time")]
    public void What_is_made_at_run_time_is_reported_with_its_reason(string body, string reason)
    {
        var found = Collected.FromBody(body);
        Assert.That(Collected.Shown(found), Does.StartWith("a.cs:2 Store.Find NotConstant: " + reason));
        Assert.That(found.Uncollected, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_field_that_can_change_is_no_constant()
    {
        var found = Collected.From("using Dapper; class Store { static string _sql = \"SELECT 1\"; virtual string Other => \"SELECT 2\"; void A() { c.Execute(_sql); c.Execute(Other); } }");
        Assert.That(found.Statements, Is.Empty);
        Assert.That(found.Uncollected.Select(missed => missed.Reason), Is.EqualTo(new[] { "the field _sql can change", "the property Other is known only at run time" }));
    }

    [Test]
    public void Methods_and_loops_over_constants_are_followed()
    {
        var found = Collected.From("""
            using Dapper;
            class Store
            {
                static readonly string[] Tables = ["a", "b"];
                string Text() { var t = "c"; return $"SELECT * FROM {t}"; }
                void M()
                {
                    c.Execute(Text());
                    foreach (var table in Tables) c.Execute($"DELETE FROM {table} WHERE {table}.x = 1");
                    Pair("d", "e"); Pair("f", "g");
                }
                void Pair(string table, string column) => c.Execute($"DELETE FROM {table} WHERE {column} = 1 AND {table}.y = 1");
            }
            """);
        Assert.That(found.Statements.Select(statement => statement.Text), Is.EquivalentTo(new[]
        {
            "SELECT * FROM c", "DELETE FROM a WHERE a.x = 1", "DELETE FROM b WHERE b.x = 1",
            "DELETE FROM d WHERE e = 1 AND d.y = 1", "DELETE FROM f WHERE g = 1 AND f.y = 1",
        }));
        Assert.That(found.Uncollected, Is.Empty);
    }

    [Test]
    public void The_user_can_say_what_a_name_stands_for()
    {
        var options = Collected.Options with { Definitions = new Dictionary<string, string> { ["SchemaName"] = "shop", ["Options.Table"] = "users" } };
        var found = Collected.From(options, """
            using Dapper;
            class Store { void M() { c.Execute($"DELETE FROM {_storage.Options.SchemaName}.{Options.Table} WHERE {Other.Table}"); c.Execute($"DELETE FROM {SchemaName}.{_o.Options.Table}"); } }
            """);
        Assert.That(Collected.Shown(found), Is.EqualTo("""
            a.cs:2 Store.M Use: DELETE FROM shop.users
            a.cs:2 Store.M NotConstant: Other.Table is not declared in these sources
            """));
    }

    [Test]
    public void Recursion_and_depth_end()
    {
        var deep = string.Concat(Enumerable.Repeat("(", 1000)) + "\"SELECT 1\"" + new string(')', 1000);
        var found = Collected.From($$"""
            using Dapper;
            class Store
            {
                const string A = B + "x", B = A + "y";
                static string F(string s) => F(s + "x");
                void Run(string sql) { Run(sql); c.Execute(sql); }
                void M() { c.Execute(A); c.Execute(F("SELECT 1")); c.Execute({{deep}}); }
            }
            """);
        Assert.That(found.Statements, Is.Empty);
        Assert.That(found.Uncollected, Has.Count.GreaterThanOrEqualTo(3));
    }

    [Test]
    public void A_long_concatenation_is_linear()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("\"x, \"", 3000));
        var found = Collected.FromBody($"c.Execute(\"SELECT \" + {sum} + \"1\");");
        Assert.That(found.Statements.Single().Text, Has.Length.EqualTo(7 + 9000 + 1));
    }
}
