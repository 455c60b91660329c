using MigrationGuard.Cli.Tests.Support;

namespace MigrationGuard.Cli.Tests.Commands;

public sealed class ExitCodeTests
{
    private const string Timeouts = "SET lock_timeout = '2s';\nSET statement_timeout = '30s';\n";

    private const string Dangerous = Timeouts + "CREATE INDEX orders_customer_id_idx ON orders (customer_id);\n";

    private const string Harmless = Timeouts + "ALTER TABLE orders ADD COLUMN note text;\n";

    private const string Unreadable = Timeouts + "FROBNICATE THE DATABASE;\n";

    private const string Advice = "ALTER TABLE orders ADD COLUMN note text;\n";

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Yes_is_0() => Assert.That(Check(("1_a.sql", Harmless)).Code, Is.EqualTo(ExitCode.Yes));

    [Test]
    public void No_is_1() => Assert.That(Check(("1_a.sql", Harmless), ("2_b.sql", Dangerous)).Code, Is.EqualTo(ExitCode.No));

    [Test]
    public void Unknown_is_2_when_a_statement_was_not_understood()
        => Assert.That(Check(("1_a.sql", Unreadable)).Code, Is.EqualTo(ExitCode.Unknown));

    [TestCase("SELECT prune();\n")]
    [TestCase("CALL prune();\n")]
    [TestCase("FROBNICATE THE DATABASE;\n")]
    public void What_nobody_knows_has_no_phase_and_is_undecided(string sql)
    {
        var outcome = Check(("1_a.sql", Timeouts + sql));
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Unknown));
        Assert.That(outcome.Output, Does.Contain("      3  unknown   " + sql[..^2]));
    }

    [Test]
    public void A_contract_migration_may_call_what_nobody_knows()
        => Assert.That(Check(("1_a.sql", "-- migrationguard: phase contract\n" + Timeouts + "CALL prune();\n")).Code, Is.EqualTo(ExitCode.Yes));

    [Test]
    public void A_danger_outweighs_what_was_not_understood()
        => Assert.That(Check(("1_a.sql", Unreadable), ("2_b.sql", Dangerous)).Code, Is.EqualTo(ExitCode.No));

    [Test]
    public void What_was_not_understood_may_be_a_warning_only()
    {
        _folder.Write("1_a.sql", Unreadable);
        Assert.That(InProcess.Run(_folder, "check", ".", "--database", "postgresql", "--unknown", "warn").Code, Is.EqualTo(ExitCode.Yes));
    }

    [Test]
    public void A_warning_passes_unless_it_is_to_fail()
    {
        Assert.That(Check(("1_a.sql", Advice)).Code, Is.EqualTo(ExitCode.Yes));
        Assert.That(InProcess.Run(_folder, "check", ".", "--database", "postgresql", "--fail-on", "warning").Code, Is.EqualTo(ExitCode.No));
    }

    [TestCase("check", "--bogus")]
    [TestCase("check", ".", "--output", "yaml")]
    [TestCase("check", ".", "--database", "mysql")]
    [TestCase("check", ".", "--database", "postgresql", "--database-version", "7")]
    [TestCase("check", ".", "--database", "postgresql", "--edition", "standard")]
    [TestCase("check", ".", "--database-version", "16")]
    [TestCase("check", "missing.sql")]
    [TestCase("check", "*.nothing")]
    [TestCase("check", "--since")]
    [TestCase("check", ".", "--since", "99")]
    [TestCase("check", ".", "--state", "missing.json")]
    [TestCase("check", ".", "--config", "missing.json")]
    [TestCase("check")]
    [TestCase("rules", "MG9999")]
    [TestCase("frobnicate")]
    public void Usage_errors_are_3_and_say_so_on_standard_error(params string[] arguments)
    {
        _folder.Write("1_a.sql", Harmless);
        var outcome = InProcess.Run(_folder, arguments);
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage, outcome.Error)));
        Assert.That(outcome.Error, Does.StartWith("migrationguard: "));
    }

    [Test]
    public void A_file_that_cannot_be_read_is_3_and_the_others_are_checked()
    {
        _folder.Write("2_b.sql", Harmless);
        var outcome = InProcess.Run(_folder, "check", "1_missing.sql", "2_b.sql", "--database", "postgresql");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.Contain("1_missing.sql: does not exist"));
        Assert.That(outcome.Output, Does.Contain("2_b.sql").And.Contain("3 of 3 statements understood"));
    }

    [Test]
    public void A_danger_outweighs_a_file_that_cannot_be_read()
    {
        _folder.Write("2_b.sql", Dangerous);
        Assert.That(InProcess.Run(_folder, "check", "1_missing.sql", "2_b.sql", "--database", "postgresql").Code, Is.EqualTo(ExitCode.No));
    }

    [Test]
    public void A_folder_without_migrations_is_no_pass()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));
        var outcome = InProcess.Run(_folder, "check", "empty");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage, "migrationguard: no migrations: there is no .sql file to check in empty\n")));
    }

    [Test]
    public void The_codes_are_those_of_the_contract()
        => Assert.That(Enum.GetValues<ExitCode>().Select(code => $"{(int)code} {code}"),
            Is.EqualTo(new[] { "0 Yes", "1 No", "2 Unknown", "3 Usage", "4 Drift", "5 Busy", "6 Dependency", "7 Held", "8 Policy" }));

    private Outcome Check(params (string Name, string Sql)[] files)
    {
        foreach (var (name, sql) in files)
        {
            _folder.Write(name, sql);
        }

        return InProcess.Run(_folder, "check", ".", "--database", "postgresql", "--database-version", "16");
    }
}
