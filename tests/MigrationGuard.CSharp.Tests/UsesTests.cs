namespace MigrationGuard.CSharp.Tests;

public sealed class UsesTests
{
    [TestCase("""new NpgsqlCommand("SELECT 1", c);""")]
    [TestCase("""NpgsqlCommand x = new("SELECT 1", c);""")]
    [TestCase("""using var x = new Npgsql.NpgsqlCommand(cmdText: "SELECT 1");""")]
    [TestCase("""x.CommandText = "SELECT 1";""")]
    [TestCase("""var x = new NpgsqlCommand { CommandText = "SELECT 1" };""")]
    [TestCase("""batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT 1"));""")]
    [TestCase("""source.CreateCommand("SELECT 1");""")]
    [TestCase("""c.QueryAsync<User>("SELECT 1", new { id });""")]
    [TestCase("""SqlMapper.Query(c, "SELECT 1");""")]
    [TestCase("""c.ExecuteScalar(sql: "SELECT 1");""")]
    [TestCase("""c.QueryAsync(new CommandDefinition("SELECT 1"));""")]
    [TestCase("""db.Users.FromSqlRaw("SELECT 1");""")]
    [TestCase("""db.Database.ExecuteSqlRaw("SELECT 1");""")]
    [TestCase("""db.Database.SqlQuery<int>($"SELECT 1");""")]
    [TestCase("""db?.Users.FromSql($"SELECT 1");""")]
    public void Sql_is_found_by_its_use(string body)
        => Assert.That(Collected.Shown(Collected.FromBody(body)), Is.EqualTo("a.cs:2 Store.Find Use: SELECT 1"));

    [TestCase("""policy.Execute(() => 5); mediator.Execute(new Thing()); await bus.QueryAsync(id); graph.Query(5);""")]
    [TestCase("""cache.Execute("PING");""")]
    public void What_has_the_same_name_but_is_no_sql_is_left_alone(string body)
    {
        var found = Collected.From("class Store { async void Find(int id) { " + body + " } }");
        Assert.That(Collected.Shown(found), Is.Empty);
    }

    [Test]
    public void Holes_of_ef_are_parameters_and_holes_of_others_are_not()
    {
        var found = Collected.FromBody("""
            db.Users.FromSql($"SELECT * FROM users WHERE id = {id} AND name = {name}");
            db.Users.FromSqlRaw("SELECT * FROM users WHERE id = {0} AND x = '{{1}}'", id);
            db.Users.FromSqlRaw($"SELECT * FROM users WHERE name = {name}");
            """);
        Assert.That(Collected.Shown(found), Is.EqualTo("""
            a.cs:2 Store.Find Use: SELECT * FROM users WHERE id = @p0 AND name = @p1
            a.cs:3 Store.Find Use: SELECT * FROM users WHERE id = @p0 AND x = '{1}'
            a.cs:4 Store.Find NotConstant: nobody in these sources calls Find and gives it name
            """));
        Assert.That(found.Statements[0].Parameters, Is.EqualTo(new[] { new CollectedParameter("p0", "integer"), new CollectedParameter("p1", "text") }));
        Assert.That(found.Statements[1].Parameters, Is.EqualTo(new[] { new CollectedParameter("p0", "integer") }));
    }

    [TestCase("""c.Query("SELECT 1", new { id, name, Other = 5L, x = Guid.NewGuid(), when = DateTime.Now });""", "id integer|name text|Other bigint|x uuid|when ?")]
    [TestCase("""var x = new NpgsqlCommand("SELECT 1"); x.Parameters.AddWithValue("id", id); x.Parameters.AddWithValue("@n", NpgsqlDbType.Jsonb, name); x.Parameters.Add("t", NpgsqlDbType.Array | NpgsqlDbType.Text);""", "id integer|n jsonb|t text[]")]
    [TestCase("""var x = new NpgsqlCommand("SELECT 1") { Parameters = { new() { Value = id }, new NpgsqlParameter<long> { TypedValue = 1 }, new("n", name) } };""", "- integer|- bigint|n text")]
    [TestCase("""using var x = c.CreateCommand(); x.CommandText = "SELECT 1"; x.Parameters.Add(new NpgsqlParameter("a", NpgsqlDbType.Uuid) { Value = name }); x.Parameters.Add(new NpgsqlParameter { ParameterName = "b", NpgsqlDbType = NpgsqlDbType.TimestampTz });""", "a uuid|b timestamp with time zone")]
    [TestCase("""var p = new DynamicParameters(); p.Add("a", id); p.Add("b", null, DbType.Guid); c.Query("SELECT 1", p);""", "a integer|b uuid")]
    [TestCase("""c.Query("SELECT 1", new Thing());""", "Id bigint|Names text[]")]
    [TestCase("""db.Database.ExecuteSqlRaw("SELECT {0}, {1}", new NpgsqlParameter("q", NpgsqlDbType.Date), all);""", "q date|p1 boolean")]
    public void Types_of_parameters_are_told_where_the_code_says_them(string body, string expected)
    {
        var found = Collected.From(
            "using System; using Dapper; class Store { void Find(NpgsqlConnection c, int id, string name, bool all) {\n" + body + "\n} }",
            "class Thing { public long? Id { get; set; } public string[] Names { get; set; } }");
        Assert.That(string.Join('|', found.Statements.Single().Parameters.Select(parameter => $"{parameter.Name ?? "-"} {parameter.Type ?? "?"}")), Is.EqualTo(expected));
    }

    [Test]
    public void Procedures_and_other_databases_are_reported_as_such()
    {
        var found = Collected.FromBody("""
            c.Query("find_user", new { id }, commandType: CommandType.StoredProcedure);
            var x = new NpgsqlCommand("find_user", c) { CommandType = CommandType.StoredProcedure };
            var y = new NpgsqlCommand("find_user", c); y.CommandType = CommandType.StoredProcedure;
            var z = new SqlCommand("SELECT TOP 1 * FROM t", c);
            """);
        Assert.That(found.Statements, Is.Empty);
        Assert.That(found.Uncollected.Select(missed => (missed.Line, missed.Kind)), Is.EqualTo(new[]
        {
            (2, UncollectedKind.StoredProcedure), (3, UncollectedKind.StoredProcedure), (4, UncollectedKind.StoredProcedure), (5, UncollectedKind.OtherDatabase),
        }));
    }

    [Test]
    public void Migrations_are_not_the_application()
    {
        var found = Collected.From("""
            class AddUsers : Migration { void Up(MigrationBuilder m) { c.Execute("DELETE FROM users WHERE a = 1"); var s = "DELETE FROM users WHERE b = 1"; } }
            """);
        Assert.That(found.Statements, Is.Empty);
        Assert.That(found.Uncollected.Single().Kind, Is.EqualTo(UncollectedKind.Migration));
    }

    [Test]
    public void What_reads_as_sql_is_found_without_a_use_and_other_text_is_not()
    {
        var found = Collected.From("""
            class Texts
            {
                const string Sql = "SELECT id, name FROM users WHERE id = @id";
                string[] More = { "delete from users where id = 1", "WITH a AS (SELECT 1) SELECT * FROM a" };
                string Choice => "Select a file, please, from the list.";
                string Hint = "select one from the list", Note = "Update the settings (all)", Short = "SELECT 1";
                [Description("SELECT a, b FROM c")] void M() => throw new X("SELECT a, b FROM c");
                string Dynamic(string t) => $"SELECT a, b FROM {t}";
            }
            """);
        Assert.That(Collected.Shown(found), Is.EqualTo("""
            a.cs:3 Texts.Sql Content: SELECT id, name FROM users WHERE id = @id
            a.cs:4 Texts.More Content: delete from users where id = 1
            a.cs:4 Texts.More Content: WITH a AS (SELECT 1) SELECT * FROM a
            a.cs:8 Texts.Dynamic NotConstant: it looks like SQL, but nobody in these sources calls Dynamic and gives it t
            """));
    }

    [Test]
    public void Source_that_does_not_compile_is_read_as_far_as_it_goes()
    {
        var found = Collected.From("using Dapper; class A { void M() { c.Execute(\"SELECT 1\"); ### \0 \uD800 } }}}", "", "\uFEFFclass B { void M() { c.Execute(\"SELECT 2\", } }");
        Assert.That(found.Statements.Select(statement => statement.Text), Does.Contain("SELECT 1"));
    }

    [Test]
    public void Every_beginning_of_a_file_is_read()
    {
        const string text = """
            using Dapper;
            class Store { const string T = "t"; void A(int id, bool b) { var s = $"SELECT {T} FROM a WHERE x = @id"; if (b) { s += " ORDER BY 1"; } c.Query(s, new { id });
            using var x = new NpgsqlCommand(@"UPDATE a SET b = @b") { Parameters = { new("b", 1) } }; db.FromSql($"SELECT {id}"); c.Execute(b switch { true => "SELECT 1", _ => T }); } }
            """;
        for (var length = 0; length <= text.Length; length += 3)
        {
            Assert.That(() => Collected.From(text[..length]), Throws.Nothing, text[..length]);
        }
    }

    [TestCase("c.Execute(", "(", ")", 100_000, TestName = "Brackets")]
    [TestCase("c.Execute(", "F(", ")", 100_000, TestName = "Calls")]
    [TestCase("", "{", "}", 100_000, TestName = "Blocks")]
    [TestCase("c.Execute(", "b ? \"SELECT 1\" : ", "", 3_000, TestName = "Choices")]
    [TestCase("c.Execute(", "\"SELECT 1\" + ", "", 20_000, TestName = "Sums")]
    [TestCase("var sql = \"SELECT 1\"; ", "if (b) sql += \" x\"; ", "", 2_000, TestName = "Conditions")]
    [TestCase("x", ".A()", "", 10_000, TestName = "Chains")]
    public void Endless_source_does_not_end_the_process(string before, string open, string close, int count)
    {
        var body = before + string.Concat(Enumerable.Repeat(open, count)) + "\"SELECT 1\"" + string.Concat(Enumerable.Repeat(close, count)) + "); c.Execute(sql);";
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.That(() => Collected.FromBody(body), Throws.Nothing);
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)));
    }

    [Test]
    public void A_file_that_was_not_read_is_reported()
        => Assert.That(Collected.Shown(Collected.From(new string('(', 5000))), Is.EqualTo("a.cs:1  NotConstant: the file is nested too deeply and was not read"));
}
