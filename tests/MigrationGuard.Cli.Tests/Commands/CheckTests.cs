using System.Text.Json.Nodes;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.TestKit;

namespace MigrationGuard.Cli.Tests.Commands;

public sealed class CheckTests
{
    private const string Dangerous = "SET lock_timeout = '2s';\nCREATE INDEX i ON orders (customer_id);\n";

    private const string Contract = "-- migrationguard: phase contract\nSET lock_timeout = '2s';\nALTER TABLE users DROP COLUMN username;\n";

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("wrong", ExitCode.No)]
    [TestCase("right", ExitCode.Yes)]
    public void The_story_of_the_samples_is_told_right(string folder, object expected)
    {
        var outcome = InProcess.Run(_folder, "check", RepositoryFiles.Path("samples", "username-to-handle", folder), "--database", "postgresql", "--database-version", "16");
        Assert.That(outcome.Code, Is.EqualTo(expected), outcome.Output);
    }

    [Test]
    public void A_declared_contract_migration_is_held_for_the_gate()
    {
        _folder.Write("1_a.sql", Contract);
        var outcome = Check("1_a.sql");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Yes), outcome.Output);
        Assert.That(outcome.Output, Does.Contain("1_a.sql: contract, held for the gate").And.Contain("1 contract migration held for the gate"));
    }

    [Test]
    public void A_live_version_that_needs_the_column_is_named_with_its_statement()
    {
        _folder.Write("1_a.sql", Contract);
        _folder.Write("state.json", """{ "live": [{ "version": "4.2.0", "uses": [{ "table": "users", "column": "username", "statements": 3, "place": "UserStore.cs:42" }] }] }""");
        var outcome = Check("1_a.sql", "--state", "state.json");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.No));
        Assert.That(outcome.Output, Does.Contain("4.2.0: 3 statements, e.g. UserStore.cs:42"));
    }

    [Test]
    public void A_severity_of_editorconfig_holds_for_its_files()
    {
        _folder.Write(".editorconfig", "root = true\n[legacy/*.sql]\ndotnet_diagnostic.MG0101.severity = suggestion\n");
        _folder.Write("legacy/1_a.sql", Dangerous);
        Assert.That(Check("legacy").Code, Is.EqualTo(ExitCode.Yes));
        Assert.That(Check("legacy").Output, Does.Contain("legacy/1_a.sql(2,1): info MG0101"));
        _folder.Write("new/1_a.sql", Dangerous);
        Assert.That(Check("new").Code, Is.EqualTo(ExitCode.No));
    }

    [Test]
    public void An_unknown_database_is_asked_for_once_and_leaves_the_check_undecided()
    {
        _folder.Write("1_a.sql", "ALTER TABLE orders ADD note varchar(10);\n");
        _folder.Write("2_b.sql", "ALTER TABLE orders ADD more varchar(10);\n");
        var outcome = InProcess.Run(_folder, "check", ".", "--output", "json");
        var findings = JsonNode.Parse(outcome.Output)!["files"]!.AsArray().SelectMany(file => file!["findings"]!.AsArray());
        Assert.That(findings.Count(finding => finding!["rule"]!.GetValue<string>() == "MG0901"), Is.EqualTo(1));
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Unknown));
    }

    [Test]
    public void A_product_that_the_text_tells_is_not_asked_for()
    {
        _folder.Write("1_a.sql", "CREATE TABLE [dbo].[Orders] ([Id] int NOT NULL);\nGO\n");
        var outcome = InProcess.Run(_folder, "check", ".");
        Assert.That(outcome.Output, Does.Contain("for SQL Server").And.Not.Contain("MG0901"));
    }

    [Test]
    public void A_variable_overrides_the_file_and_an_option_the_variable()
    {
        _folder.Write("1_a.sql", "SELECT 1;");
        _folder.Write("migrationguard.json", """{ "database": "sqlserver", "databaseVersion": 2022, "edition": "standard" }""");
        var variables = new Dictionary<string, string> { ["MIGRATIONGUARD_DATABASE"] = "postgresql", ["MIGRATIONGUARD_DATABASE_VERSION"] = "15" };
        Assert.That(InProcess.Run(_folder, "check", ".").Output, Does.Contain("for SQL Server 2022 Standard"));
        Assert.That(InProcess.Run(_folder, variables, "", "check", ".").Output, Does.Contain("for PostgreSQL 15\n"));
        Assert.That(InProcess.Run(_folder, variables, "", "check", ".", "--database-version", "17").Output, Does.Contain("for PostgreSQL 17\n"));
    }

    [Test]
    public void A_variable_with_a_value_that_is_not_known_is_refused()
    {
        _folder.Write("1_a.sql", "SELECT 1;");
        var outcome = InProcess.Run(_folder, new Dictionary<string, string> { ["MIGRATIONGUARD_UNKNOWN"] = "maybe" }, "", "check", ".");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage, "migrationguard: MIGRATIONGUARD_UNKNOWN: \"maybe\" is not known; write \"fail\" or \"warn\"\n")));
    }

    [TestCase("CREATE INDEX CONCURRENTLY i ON orders (customer_id);", "none")]
    [TestCase("SET lock_timeout = '2s';\nCREATE INDEX CONCURRENTLY i ON orders (customer_id);", "single")]
    [TestCase("BEGIN;\nSELECT 1;\nCOMMIT;", "none")]
    public void One_string_with_several_statements_is_one_transaction_on_PostgreSQL(string sql, string expected)
    {
        _folder.Write("1_a.up.sql", sql);
        Assert.That(TransactionOf("1_a.up.sql"), Is.EqualTo(expected));
    }

    [Test]
    public void Flyway_opens_no_transaction_for_statements_that_refuse_one()
    {
        _folder.Write("V1__a.sql", "CREATE INDEX CONCURRENTLY i ON orders (customer_id);");
        _folder.Write("V2__b.sql", "SELECT 1;");
        _folder.Write("V3__c.sql", "SELECT 1;");
        _folder.Write("V3__c.sql.conf", "executeInTransaction=false");
        Assert.That(new[] { TransactionOf("V1__a.sql"), TransactionOf("V2__b.sql"), TransactionOf("V3__c.sql") }, Is.EqualTo(new[] { "none", "single", "none" }));
    }

    [Test]
    public void A_goose_file_is_judged_in_both_directions()
    {
        _folder.Write("1_a.sql", "-- +goose Up\nSET lock_timeout = '2s';\nALTER TABLE orders ADD COLUMN note text;\n-- +goose Down\nSET lock_timeout = '2s';\nALTER TABLE orders DROP COLUMN note;\n");
        var migrations = JsonNode.Parse(Check("1_a.sql", "--output", "json").Output)!["files"]![0]!["migrations"]!.AsArray();
        Assert.That(migrations.Select(migration => migration!["direction"]!.GetValue<string>()), Is.EqualTo(new[] { "up", "down" }));
        Assert.That(migrations[1]!["steps"]![1]!["line"]!.GetValue<int>(), Is.EqualTo(6));
    }

    [Test]
    public void The_same_input_gives_the_same_bytes()
    {
        for (var i = 0; i < 100; i++)
        {
            _folder.Write($"{i}_a.sql", Dangerous);
        }

        foreach (var format in new[] { "text", "json", "sarif", "junit", "markdown", "github" })
        {
            var first = Check(".", "--output", format).Output;
            Assert.That(Check(".", "--output", format).Output, Is.EqualTo(first));
        }
    }

    private string TransactionOf(string file)
        => JsonNode.Parse(Check(file, "--output", "json").Output)!["files"]![0]!["migrations"]![0]!["transaction"]!.GetValue<string>();

    private Outcome Check(params string[] arguments) => InProcess.Run(_folder, ["check", .. arguments, "--database", "postgresql", "--database-version", "16"]);
}
