using System.Diagnostics;
using MigrationGuard.Cli.Tests.Support;

namespace MigrationGuard.Cli.Tests.Commands;

public sealed class HistoryTests
{
    private const string Dangerous = "SET lock_timeout = '2s';\nCREATE INDEX i ON orders (customer_id);\n";

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _folder.Write("db/1_a.sql", Dangerous);
        _folder.Write("db/2_b.sql", Dangerous);
        _folder.Write("db/10_c.sql", Dangerous);
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("2")]
    [TestCase("2_b")]
    [TestCase("2_b.sql")]
    [TestCase("db/2_b.sql")]
    public void Migrations_up_to_the_baseline_are_history(string since)
        => Assert.That(Judged("check", "db", "--since", since), Is.EqualTo(new[] { "db/10_c.sql" }));

    [Test]
    public void A_variable_overrides_the_baseline_of_the_file()
    {
        _folder.Write("db/migrationguard.json", """{ "database": "postgresql", "baseline": "1_a" }""");
        Assert.That(Judged("check", "db"), Is.EqualTo(new[] { "db/2_b.sql", "db/10_c.sql" }));
        var outcome = InProcess.Run(_folder, new Dictionary<string, string> { ["MIGRATIONGUARD_SINCE"] = "2" }, "", "check", "db");
        Assert.That(Judged(outcome), Is.EqualTo(new[] { "db/10_c.sql" }));
    }

    [Test]
    public void A_single_file_is_compared_with_the_baseline_by_its_version()
    {
        _folder.Write("migrationguard.json", """{ "database": "postgresql", "baseline": "2_b" }""");
        Assert.That(Judged("check", "db/10_c.sql"), Is.EqualTo(new[] { "db/10_c.sql" }));
        Assert.That(Judged("check", "db/1_a.sql"), Is.Empty);
    }

    [Test]
    public void Each_folder_may_have_its_own_baseline()
    {
        _folder.Write("other/1_x.sql", Dangerous);
        _folder.Write("migrationguard.json", """{ "database": "postgresql", "migrations": ["db", "other"], "baseline": { "db": "10_c", "other": "1_x" } }""");
        _folder.Write("other/2_y.sql", Dangerous);
        Assert.That(Judged("check"), Is.EqualTo(new[] { "other/2_y.sql" }));
    }

    [Test]
    public void The_state_file_names_the_last_released_migration()
    {
        _folder.Write("migrationguard.state.json", """{ "lastReleased": "2_b" }""");
        Assert.That(Judged("check", "db", "--state", "migrationguard.state.json"), Is.EqualTo(new[] { "db/10_c.sql" }));
    }

    [Test]
    public void Only_what_changed_in_git_is_judged()
    {
        Git("init", "-q");
        Git("add", ".");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "first");
        _folder.Write("db/2_b.sql", Dangerous + "-- changed\n");
        _folder.Write("db/11_d.sql", Dangerous);
        Assert.That(Judged("check", "db", "--git-diff", "HEAD"), Is.EqualTo(new[] { "db/2_b.sql", "db/11_d.sql" }));
    }

    [Test]
    public void Nothing_changed_in_git_is_a_pass()
    {
        Git("init", "-q");
        Git("add", ".");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "first");
        Assert.That(InProcess.Run(_folder, "check", "db", "--git-diff", "HEAD", "--database", "postgresql").Code, Is.EqualTo(ExitCode.Yes));
    }

    [Test]
    public void An_unknown_commit_is_refused()
    {
        Git("init", "-q");
        var outcome = InProcess.Run(_folder, "check", "db", "--git-diff", "no-such-branch");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage,
            "migrationguard: --git-diff: \"no-such-branch\" is no commit here; write a branch, tag or hash, and fetch it in a shallow clone (git fetch origin no-such-branch)\n")));
    }

    [Test]
    public void Outside_a_repository_there_is_no_difference()
    {
        var outcome = InProcess.Run(_folder, "check", "db", "--git-diff", "HEAD");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.Contain("is in no git repository"));
    }

    private string[] Judged(params string[] arguments) => Judged(InProcess.Run(_folder, arguments));

    private static string[] Judged(Outcome outcome)
    {
        Assert.That(outcome.Error, Is.Empty);
        return [.. outcome.Output.Split('\n').Where(line => line.EndsWith(".sql", StringComparison.Ordinal))];
    }

    private void Git(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", ["-C", _folder.Path, .. arguments]))!;
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero);
    }
}
