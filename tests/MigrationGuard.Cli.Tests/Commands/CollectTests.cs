using System.Diagnostics;
using System.Globalization;
using System.Text;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.Manifests;

namespace MigrationGuard.Cli.Tests.Commands;

public sealed class CollectTests
{
    private static readonly string[] Version = ["--service", "webshop", "--label", "4.2.0", "--digest", "sha256:12", "--role", "app"];

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Sources_of_all_kinds_become_one_manifest()
    {
        _folder.Write("src/Store.cs", """
            using Dapper;
            class Store
            {
                void Find(int id) => c.Query("SELECT name FROM users WHERE id = @id", new { id });
                void Both() => c.Execute("UPDATE a SET x = :x; DELETE FROM b WHERE y = :y AND x = :y");
                const string Look = "SELECT id FROM orders WHERE total > 5";
            }
            """);
        _folder.Write("jobs/night.sql", "-- first\nSELECT name FROM users WHERE id = $1;\n\nSELECT $$;$$;\n");
        var manifest = Collect("src", "jobs/*.sql");
        Assert.That(manifest.Statements.Select(Shown), Is.EqualTo(new[]
        {
            "jobs/night.sql:2 [] ($1 unknown): SELECT name FROM users WHERE id = $1",
            "jobs/night.sql:4 [] (): SELECT $$;$$",
            "src/Store.cs:4 [Store.Find] (id integer): SELECT name FROM users WHERE id = $1",
            "src/Store.cs:5 [Store.Both] (x unknown): UPDATE a SET x = $1",
            "src/Store.cs:5 [Store.Both] (y unknown): DELETE FROM b WHERE y = $1 AND x = $1",
            "src/Store.cs:6 [Store.Look (by its look)] (): SELECT id FROM orders WHERE total > 5",
        }));
        Assert.That(manifest.SearchPath, Is.EqualTo("\"$user\", public"));
    }

    [Test]
    public void Nothing_is_skipped_silently()
    {
        _folder.Write("src/Store.cs", """
            using Dapper;
            class Store
            {
                void A(string t) => c.Execute($"DELETE FROM {t}");
                void B() => c.Execute("BEGIN");
                void C() => c.Execute("SELECT 'open");
                void D() => c.Query("find", commandType: CommandType.StoredProcedure);
                void E() => new SqlCommand("SELECT 1");
                void F() => c.Query("SELECT a <@b");
            }
            class M : Migration { void Up() => c.Execute("DELETE FROM a"); }
            """);
        _folder.Write("src/Store.Designer.cs", "class G { void A() => c.Execute(\"SELECT 1\"); }");
        _folder.Write("src/Shop.Tests/T.cs", "using Dapper; class T { void A() => c.Execute(\"SELECT 2\"); }");
        _folder.Write("src/obj/O.cs", "using Dapper; class O { void A() => c.Execute(\"SELECT 3\"); }");
        _folder.Write("q.sql", "\\set x 1\nSELECT 4;\n");
        var outcome = Run("src", "q.sql", "--fail-on-uncollected");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Unknown));
        Assert.That(outcome.Error, Is.EqualTo("""
            q.sql:1: not collected: a command of psql is no SQL
            src/Store.cs:6 (Store.C): not collected: line 1, column 8: the quote or comment that begins here has no end
            src/Store.cs:9 (Store.F): not collected: line 1, column 10: <@b can be the operator <@ or the parameter @b; write a space before or behind the @
            src/Store.cs:4 (Store.A): not collected: nobody in these sources calls A and gives it t
            src/Store.cs:7 (Store.D): not collected: it names a stored procedure; the driver makes the statement
            migrationguard: left out: 1 commands of session and transaction (SET, BEGIN, …)
            migrationguard: left out: 1 generated C# files
            migrationguard: left out: 1 texts for other database products
            migrationguard: left out: 1 texts of migrations
            migrationguard: 1 folder of tests not read; --include-tests reads them
            migrationguard: 1 statement collected, 5 not

            """));
        Assert.That(Run("src", "q.sql").Code, Is.EqualTo(ExitCode.Yes));
        Assert.That(Collect("src", "--include-tests").Statements.Select(statement => statement.Text), Is.EqualTo(new[] { "SELECT 2" }));
    }

    [TestCase("--service", "which application? --service NAME")]
    [TestCase("--label", "which version? --label 4.2.0")]
    [TestCase("--digest", "docker image inspect --format '{{index .RepoDigests 0}}' IMAGE), else its commit (git rev-parse HEAD)")]
    [TestCase("--role", "which role does it connect as? --role NAME")]
    public void What_is_missing_is_asked_for(string missing, string question)
    {
        _folder.Write("a.sql", "SELECT 1");
        var at = Array.IndexOf(Version, missing);
        var outcome = InProcess.Run(_folder, ["statements", "collect", "a.sql", .. Version[..at], .. Version[(at + 2)..]]);
        Assert.That((outcome.Code, outcome.Output), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(outcome.Error, Does.Contain(question));
    }

    [Test]
    public void Service_role_and_path_come_from_the_configuration()
    {
        _folder.Write("a.sql", "SELECT 1");
        _folder.Write("migrationguard.json", """{ "service": "shop", "role": "shop_app", "searchPath": "shop" }""");
        var outcome = InProcess.Run(_folder, "statements", "collect", "a.sql", "--label", "1", "--digest", "sha256:1", "--output-file", "shop.json");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Yes), outcome.Error);
        var manifest = ManifestFile.Read(Path.Combine(_folder.Path, "shop.json"));
        Assert.That((manifest.Service, manifest.Role, manifest.SearchPath), Is.EqualTo(("shop", "shop_app", "shop")));
    }

    [TestCase("{}", "my-service")]
    [TestCase("""{ "service": "orders" }""", "orders")]
    public void The_service_of_the_gate_is_taken_where_no_other_is_named(string configuration, string service)
    {
        _folder.Write("a.sql", "SELECT 1");
        _folder.Write("migrationguard.json", configuration);
        Assert.That(InProcess.Run(_folder, "init", "--gate").Code, Is.EqualTo(ExitCode.Yes));
        var outcome = InProcess.Run(_folder, "statements", "collect", "a.sql", "--label", "1", "--digest", "sha256:1", "--role", "app", "--output-file", "shop.json");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Yes), outcome.Error);
        Assert.That(ManifestFile.Read(Path.Combine(_folder.Path, "shop.json")).Service, Is.EqualTo(service));
    }

    [TestCase("collect from where?")]
    [TestCase("nowhere.sql: does not exist", "nowhere.sql")]
    [TestCase("no .sql file matches", "*.sql")]
    [TestCase("--search-path: \"a; DROP TABLE b\" is no list of schemas", "a.sql", "--search-path", "a; DROP TABLE b")]
    [TestCase("--define: \"x\" is no NAME=VALUE", "a.sql", "--define", "x")]
    [TestCase("other.json(1,2): $: \"version\" is missing", "--merge", "other.json")]
    [TestCase("which database? --connection", "--from", "pg_stat_statements")]
    public void What_cannot_be_used_is_refused(string message, params string[] arguments)
    {
        _folder.Write("other.json", "{}");
        if (arguments.Contains("a.sql"))
        {
            _folder.Write("a.sql", "SELECT 1");
        }

        var outcome = Run(arguments);
        Assert.That((outcome.Code, outcome.Output), Is.EqualTo((ExitCode.Usage, "")), outcome.Error);
        Assert.That(outcome.Error, Does.Contain(message));
    }

    [Test]
    public void A_server_that_does_not_answer_is_exit_code_6()
        => Assert.That(Run("--from", "pg_stat_statements", "--connection", "Host=127.0.0.1;Port=1;Database=x;Username=x;Timeout=1").Code, Is.EqualTo(ExitCode.Dependency));

    [Test]
    public void A_manifest_without_statements_proves_nothing()
    {
        _folder.Write("a.sql", "-- nothing");
        Assert.That(Run("a.sql").Code, Is.EqualTo(ExitCode.Unknown));
    }

    [Test]
    public void Manifests_of_one_version_are_merged_and_those_of_another_are_not()
    {
        _folder.Write("a.sql", "SELECT 1");
        _folder.Write("b.sql", "SELECT 1; SELECT 2");
        Assert.That(Run("a.sql", "--output-file", "m.json").Code, Is.EqualTo(ExitCode.Yes));
        var merged = Collect("b.sql", "--merge", "m.json");
        Assert.That(merged.Statements.Select(statement => string.Join(' ', statement.Origins)), Is.EqualTo(new[] { "a.sql:1 b.sql:1", "b.sql:1" }));
        var other = InProcess.Run(_folder, ["statements", "collect", "b.sql", "--merge", "m.json", .. Version[..^2], "--role", "app", "--label", "4.3.0"]);
        Assert.That(other.Code, Is.EqualTo(ExitCode.Usage));
    }

    [Test]
    public void The_same_sources_give_the_same_bytes()
    {
        _folder.Write("src/B.cs", "using Dapper; class B { void A() => c.Execute(\"SELECT 1\"); }");
        _folder.Write("src/A.cs", "using Dapper; class A { void A() { c.Execute(\"SELECT 2\"); c.Execute(\"SELECT 1\"); } }");
        Assert.That(Run("src").Output, Is.EqualTo(Run("src/A.cs", "src/B.cs").Output));
    }

    [Test]
    public void Hostile_files_do_no_harm()
    {
        _folder.Write("evil\n\u001b[2J.sql", "SELECT 1 --\r; DROP TABLE users");
        _folder.Write("latin.sql", [.. "SELECT '"u8, 0xE9, .. "'; SELECT $x$"u8, 0xFF, .. "$x$;"u8]);
        _folder.Write("quotes.sql", "SELECT \"a\"\"; DROP TABLE b\"; SELECT E'\\'; DROP TABLE c; --'; SELECT '$1'");
        var outcome = Run("*.sql");
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(outcome.Output));
        var manifest = ManifestFile.Read(stream, "m.json");
        Assert.That(manifest.Statements.Select(statement => statement.Canonical), Is.EquivalentTo(new[]
        {
            "SELECT 1", "DROP TABLE users", "SELECT 'ÿ'", "SELECT 'é'", "SELECT \"a\"\"; DROP TABLE b\"", "SELECT '''; DROP TABLE c; --'", "SELECT '$1'",
        }));
        Assert.That(outcome.Output, Does.Not.Contain("\u001b"));
        Assert.That(outcome.Error, Does.Contain("latin.sql is not UTF-8; it was read as Windows-1252"));
    }

    [Test]
    public async Task Fifty_thousand_statements_take_seconds_and_less_than_400_MB()
    {
        var script = new StringBuilder();
        for (var i = 0; i < 50_000; i++)
        {
            script.Append(CultureInfo.InvariantCulture, $"SELECT o.id, o.total FROM orders o JOIN users u ON u.id = o.user_id WHERE u.name = :name AND o.kind = {i};\n");
        }

        _folder.Write("big.sql", script.ToString());
        var clock = Stopwatch.StartNew();
        var outcome = await ToolProcess.RunAsync(_folder.Path, [], new() { ["DOTNET_GCHeapHardLimit"] = "0x19000000" }, ["statements", "collect", "big.sql", "--output-file", "m.json", .. Version]);
        TestContext.Out.WriteLine($"{clock.Elapsed.TotalSeconds:N1} s");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Yes), outcome.Error);
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)));
        Assert.That(ManifestFile.Read(Path.Combine(_folder.Path, "m.json")).Statements, Has.Count.EqualTo(50_000));
    }

    private Outcome Run(params string[] arguments) => InProcess.Run(_folder, ["statements", "collect", .. arguments, .. Version]);

    private StatementManifest Collect(params string[] arguments)
    {
        var outcome = Run(arguments);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Yes), outcome.Error);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(outcome.Output));
        return ManifestFile.Read(stream, "m.json");
    }

    private static string Shown(ManifestStatement statement)
        => $"{statement.Origins[0]} [{statement.Origins[0].Member}] ({string.Join(", ", statement.Parameters.Select((parameter, i) => $"{parameter.Name ?? $"${i + 1}"} {parameter.Type}"))}): {statement.Text}";
}
