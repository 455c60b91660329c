using System.Text.Json.Nodes;
using MigrationGuard.Cli.Judging;
using MigrationGuard.TestKit;

namespace MigrationGuard.Cli.Tests.Judging;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class StatementsTests(int major)
{
    private JudgeFixture _shop = null!;

    [OneTimeSetUp]
    public void SetUp()
    {
        _shop = new JudgeFixture(major);
        _shop.Database.Execute("CREATE VIEW names AS SELECT id, username AS name FROM users; GRANT SELECT ON names TO webshop_app");
        _shop.Folder.Write("shop.json", JudgeFixture.Manifest("4.2.0", [.. JudgeFixture.Statements, ("SELECT name FROM names", "")]));
        _shop.Live();
    }

    [OneTimeTearDown]
    public void TearDown() => _shop.Dispose();

    [Test]
    public void The_statements_of_the_live_versions_are_listed()
        => Assert.That(_shop.Must("statements", "list"), Does.StartWith("webshop 4.2.0 (live): 4 statements\n").And.Match("  [0-9a-f]{12}  Orders/UserStore.cs:40\n +SELECT id, username FROM users WHERE id = \\$1\n"));

    [Test]
    public void The_list_is_given_as_json()
        => Assert.That(JsonNode.Parse(_shop.Must("statements", "list", "--version", "4.2.0", "--output", "json"))![0]!["statements"]!.AsArray(), Has.Count.EqualTo(4));

    [Test]
    public void A_statement_is_shown_by_its_place_with_all_it_depends_on()
        => Assert.That(_shop.Must("statements", "show", "Orders/UserStore.cs:43"), Does.Contain("SELECT name FROM names").And.Contain("runs as:     webshop_app, search_path public")
            .And.Contain("relation   public.names (name)").And.Match("relation   public\\.users\n").And.Contain("provable:    yes"));

    [Test]
    public void A_statement_is_shown_by_the_beginning_of_its_id()
    {
        var id = (string)JsonNode.Parse(_shop.Must("statements", "list", "--output", "json"))![0]!["statements"]![0]!["id"]!;
        Assert.That(_shop.Must("statements", "show", id[..6]), Does.StartWith(id + " of webshop 4.2.0 (live)"));
    }

    [Test]
    public void A_statement_that_does_not_exist_gets_the_nearest_ones()
    {
        var outcome = _shop.Tool("statements", "show", "Orders/UserStore.cs:4");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.StartWith("migrationguard: there is no statement Orders/UserStore.cs:4; nearest are \"Orders/UserStore.cs:40\""));
    }

    [TestCase("users", "40 41 43")]
    [TestCase("public.users", "40 41 43")]
    [TestCase("users.username", "40 41 43")]
    [TestCase("public.users.id", "40 43")]
    [TestCase("orders.total", "42")]
    [TestCase("\"orders\".\"total\"", "42")]
    [TestCase("names", "43")]
    [TestCase("orders.id", "")]
    [TestCase("nothing", "")]
    public void Uses_are_found(string name, string lines)
    {
        var uses = JsonNode.Parse(_shop.Must("statements", "uses", name, "--output", "json"))!.AsArray();
        var found = uses.Select(use => (int)use!["statement"]!["from"]![0]!["line"]!).Distinct().Order();
        Assert.That(string.Join(' ', found), Is.EqualTo(lines));
    }

    [Test]
    public void Uses_are_told()
    {
        Assert.That(_shop.Must("statements", "uses", "orders.total"), Is.EqualTo("""
            webshop 4.2.0 (live): 1 statement
              Orders/UserStore.cs:42: names the column
                  SELECT sum(total) FROM orders WHERE user_id = $1

            """));
        Assert.That(_shop.Must("statements", "uses", "nothing"), Is.EqualTo("No statement of a live version uses nothing.\n"));
    }

    [TestCase("a.b.c.d")]
    [TestCase("a..b")]
    [TestCase("\"a")]
    [TestCase("")]
    public void A_name_that_cannot_be_is_a_usage_error(string name)
        => Assert.That(() => UsedName.Read(name), Throws.TypeOf<UsageException>());

    [TestCase("Users.\"Nick.Name\"", "users|Nick.Name")]
    [TestCase("\"a\"\"b\"", "a\"b")]
    public void A_name_is_read_as_sql_reads_it(string name, string parts)
        => Assert.That(string.Join('|', UsedName.Read(name).Parts), Is.EqualTo(parts));
}
