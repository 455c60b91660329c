using System.Text;
using MigrationGuard.Cli.Tests.Support;

namespace MigrationGuard.Cli.Tests.Commands;

public sealed class ProcessTests
{
    private static readonly byte[] Dangerous = Encoding.UTF8.GetBytes("SET lock_timeout = '2s';\nCREATE INDEX i ON orders (customer_id);\n");

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task Standard_input_is_checked_and_only_the_result_is_on_standard_output()
    {
        var outcome = await ToolProcess.RunAsync(_folder.Path, Dangerous, "check", "-", "--database", "postgresql");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.No, "")));
        Assert.That(outcome.Output, Does.Contain("<stdin>(2,1): error MG0101").And.Not.Contain('\e'));
    }

    [Test]
    public async Task A_problem_is_on_standard_error_and_in_the_exit_code()
    {
        var outcome = await ToolProcess.RunAsync(_folder.Path, [], "check", "nowhere", "--database", "postgresql", "--output", "json");
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage, "migrationguard: nowhere: does not exist; check the spelling, or remove the link that points nowhere\n")));
        Assert.That(outcome.Output, Does.StartWith("{"));
    }

    [Test]
    public async Task The_version_is_printed()
        => Assert.That((await ToolProcess.RunAsync(_folder.Path, [], "--version")).Output, Does.Match(@"^\d+\.\d+\.\d+"));

    [TestCase("--help", "help.txt")]
    [TestCase("check --help", "help-check.txt")]
    [TestCase("init --help", "help-init.txt")]
    [TestCase("plan --help", "help-plan.txt")]
    [TestCase("rehearse --help", "help-rehearse.txt")]
    [TestCase("audit --help", "help-audit.txt")]
    [TestCase("execute --help", "help-execute.txt")]
    [TestCase("rules --help", "help-rules.txt")]
    [TestCase("statements collect --help", "help-statements-collect.txt")]
    [TestCase("statements record --help", "help-statements-record.txt")]
    [TestCase("guard install --help", "help-guard-install.txt")]
    [TestCase("guard status --help", "help-guard-status.txt")]
    [TestCase("guard remove --help", "help-guard-remove.txt")]
    [TestCase("doctor --help", "help-doctor.txt")]
    [TestCase("statements publish --help", "help-statements-publish.txt")]
    [TestCase("statements list --help", "help-statements-list.txt")]
    [TestCase("statements show --help", "help-statements-show.txt")]
    [TestCase("statements uses --help", "help-statements-uses.txt")]
    [TestCase("statements unproven --help", "help-statements-unproven.txt")]
    [TestCase("versions add --help", "help-versions-add.txt")]
    [TestCase("versions list --help", "help-versions-list.txt")]
    [TestCase("versions retire --help", "help-versions-retire.txt")]
    [TestCase("prove --help", "help-prove.txt")]
    [TestCase("release --help", "help-release.txt")]
    [TestCase("release start --help", "help-release-start.txt")]
    [TestCase("backfill --help", "help-backfill.txt")]
    [TestCase("backfill run --help", "help-backfill-run.txt")]
    [TestCase("backfill status --help", "help-backfill-status.txt")]
    [TestCase("backfill pause --help", "help-backfill-pause.txt")]
    [TestCase("backfill resume --help", "help-backfill-resume.txt")]
    [TestCase("backfill cancel --help", "help-backfill-cancel.txt")]
    [TestCase("release run --help", "help-release-run.txt")]
    [TestCase("release expand --help", "help-release-expand.txt")]
    [TestCase("release verify --help", "help-release-verify.txt")]
    [TestCase("release switch --help", "help-release-switch.txt")]
    [TestCase("release rollback --help", "help-release-rollback.txt")]
    [TestCase("release close --help", "help-release-close.txt")]
    [TestCase("release extend --help", "help-release-extend.txt")]
    [TestCase("release hold --help", "help-release-hold.txt")]
    [TestCase("release abort --help", "help-release-abort.txt")]
    [TestCase("release status --help", "help-release-status.txt")]
    [TestCase("release history --help", "help-release-history.txt")]
    [TestCase("release report --help", "help-release-report.txt")]
    [TestCase("release dora --help", "help-release-dora.txt")]
    [TestCase("can-i --help", "help-can-i.txt")]
    [TestCase("can-i deploy --help", "help-can-i-deploy.txt")]
    [TestCase("serve --help", "help-serve.txt")]
    [TestCase("can-i switch --help", "help-can-i-switch.txt")]
    [TestCase("can-i rollback --help", "help-can-i-rollback.txt")]
    [TestCase("can-i contract --help", "help-can-i-contract.txt")]
    [TestCase("environment capture --help", "help-environment-capture.txt")]
    [TestCase("contract check --help", "help-contract-check.txt")]
    [TestCase("contract run --help", "help-contract-run.txt")]
    [TestCase("contract export --help", "help-contract-export.txt")]
    [TestCase("waive --help", "help-waive.txt")]
    [TestCase("waive list --help", "help-waive-list.txt")]
    [TestCase("waive remove --help", "help-waive-remove.txt")]
    [TestCase("contract list --help", "help-contract-list.txt")]
    [TestCase("contract windows --help", "help-contract-windows.txt")]
    [TestCase("contract schedule --help", "help-contract-schedule.txt")]
    [TestCase("contract unschedule --help", "help-contract-unschedule.txt")]
    [TestCase("contract approve --help", "help-contract-approve.txt")]
    [TestCase("contract revoke --help", "help-contract-revoke.txt")]
    [TestCase("contract tombstone --help", "help-contract-tombstone.txt")]
    [TestCase("contract restore --help", "help-contract-restore.txt")]
    [TestCase("contract watch --help", "help-contract-watch.txt")]
    [TestCase("contract hit --help", "help-contract-hit.txt")]
    [Category("Generated")]
    public async Task Help_names_the_valid_values(string arguments, string golden)
    {
        var outcome = await ToolProcess.RunAsync(_folder.Path, [], arguments.Split(' '));
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Yes));
        Golden.Matches(golden, outcome.Output);
    }

    [Test]
    public async Task A_large_script_is_checked_within_300_MB()
    {
        const int rows = 50;
        var row = "(1, '" + new string('x', 1000) + "'),\n";
        var insert = "INSERT INTO orders (id, note) VALUES\n" + string.Concat(Enumerable.Repeat(row, rows)) + "(2, 'y');\n";
        _folder.Write("1_a.sql", string.Concat(Enumerable.Repeat(insert, 50_000_000 / insert.Length)));
        var limit = new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x10000000" };
        var outcome = await ToolProcess.RunAsync(_folder.Path, [], limit, "check", ".", "--database", "postgresql", "--output", "github");
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Yes), outcome.Error);
        Assert.That(outcome.Output, Does.Contain("statements understood"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task A_file_without_permission_is_said_and_the_others_are_checked()
    {
        _folder.Write("2_b.sql", Dangerous);
        File.SetUnixFileMode(_folder.Write("1_a.sql", Dangerous), UnixFileMode.None);
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        var outcome = await ToolProcess.RunUnprivilegedAsync(_folder.Path, "check", ".", "--database", "postgresql");
        Assert.That(outcome.Error, Does.Contain("1_a.sql: no permission to read it"));
        Assert.That((outcome.Code, outcome.Output.Contains("2_b.sql(2,1): error MG0101", StringComparison.Ordinal)), Is.EqualTo((ExitCode.No, true)));
    }
}
