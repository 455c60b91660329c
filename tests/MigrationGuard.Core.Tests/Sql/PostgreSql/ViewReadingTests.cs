using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Sql.PostgreSql;

public sealed class ViewReadingTests
{
    [Test]
    public void A_plain_view_of_one_table_accepts_writes()
    {
        var view = View("CREATE OR REPLACE VIEW v WITH (security_invoker = true) AS SELECT u.id, name AS handle, u.\"Age\" FROM app.users u WITH CHECK OPTION");
        Assert.That(view, Is.EqualTo(new CreateView("v", Reading.Sql("SELECT u.id, name AS handle, u.\"Age\" FROM app.users u"))
        {
            Replace = true,
            Options = "WITH (security_invoker = true)",
            OutputColumns = new(["id", "handle", "Age"]),
            Sources = new([new ObjectName("app", "users")]),
            CheckOption = true,
            Updatable = true,
        }));
    }

    [TestCase("SELECT a FROM t WHERE b", true, true)]
    [TestCase("SELECT * FROM t", true, false)]
    [TestCase("SELECT DISTINCT a FROM t", false, true)]
    [TestCase("SELECT a FROM t LIMIT 5", false, true)]
    [TestCase("SELECT a FROM t JOIN u USING (id)", false, true)]
    [TestCase("SELECT a FROM t UNION SELECT a FROM u", false, true)]
    [TestCase("SELECT count(*) AS n FROM t GROUP BY a", false, true)]
    [TestCase("SELECT a + 1 AS b FROM t", false, false)]
    [TestCase("WITH x AS (SELECT 1) SELECT a FROM x", false, true)]
    [TestCase("VALUES (1)", false, true)]
    public void The_shape_of_the_query_is_told(string query, bool updatable, bool restricts)
    {
        var view = View("CREATE VIEW v AS " + query);
        Assert.That((view.Updatable, view.Restricts), Is.EqualTo((updatable, restricts)));
    }

    [Test]
    public void Tables_of_FROM_are_sources_but_names_of_WITH_are_not()
        => Assert.That(View("CREATE VIEW v AS WITH x AS (SELECT 1) SELECT 1 AS a FROM t LEFT JOIN s.u ON true, x, (SELECT 1 FROM hidden) h, f(1)").Sources, Is.EqualTo(new ObjectName[] { "t", new("s", "u") }));

    [Test]
    public void Names_of_output_columns_are_unknown_when_a_star_is_selected() => Assert.That(View("CREATE VIEW v AS SELECT a, t.* FROM t").OutputColumns, Is.Null);

    [Test]
    public void A_materialized_view_is_created_and_refreshed() => Assert.That(
        Reading.Operations("CREATE MATERIALIZED VIEW IF NOT EXISTS m (x) AS SELECT a FROM t WITH NO DATA; REFRESH MATERIALIZED VIEW CONCURRENTLY m;"),
        Is.EqualTo(new Operation[]
        {
            new CreateView("m", Reading.Sql("SELECT a FROM t WITH NO DATA"))
            {
                Columns = new(["x"]), OutputColumns = new(["a"]), Sources = new(["t"]), IfNotExists = true, Materialized = true,
            },
            new RefreshView("m") { Concurrently = true },
        }));

    private static CreateView View(string sql) => (CreateView)Reading.Operation(sql);
}
